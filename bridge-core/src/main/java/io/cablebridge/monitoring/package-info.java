/**
 * What is observed for an operator: samples of the last hour, incidents, limits and their hits.
 * Depends on {@code health} and on the parts that count; only {@code engine} and the servers know
 * it. Start reading at {@link io.cablebridge.monitoring.Monitoring}.
 */
@NullMarked
package io.cablebridge.monitoring;

import org.jspecify.annotations.NullMarked;
