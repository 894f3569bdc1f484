/**
 * {@code GET /metrics}: the counters of the engine, of the console and of the process in
 * Prometheus' text format. Depends on the engine's counters and on {@code admin.security} for the
 * counts of logins. Start reading at {@link io.cablebridge.admin.metrics.MetricsHandler}.
 */
@NullMarked
package io.cablebridge.admin.metrics;

import org.jspecify.annotations.NullMarked;
