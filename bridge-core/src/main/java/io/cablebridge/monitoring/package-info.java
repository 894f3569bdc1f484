/**
 * What is observed for an operator: samples of the last hour, incidents, limits and their hits.
 * Each part of the engine keeps its own counters; this room reads them. Depends on the parts and on
 * {@code health}; only {@code engine} and the servers know it. Start reading at {@link
 * io.cablebridge.monitoring.Monitoring}.
 */
@NullMarked
package io.cablebridge.monitoring;

import org.jspecify.annotations.NullMarked;
