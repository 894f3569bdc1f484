package io.cablebridge.upstream.cable;

import io.cablebridge.metric.Counters;
import io.cablebridge.metric.LatencyHistogram;
import io.cablebridge.protocol.CloseReason;

/**
 * What all connections to Rails have counted since the start. One for the process, made by {@link
 * CableClient}; thread-safe.
 *
 * @param disconnects ends of welcomed connections by their reason
 * @param welcomes from the beginning of a connect to the welcome of Rails
 */
public record CableCounters(
    Counters<CableCount> counts,
    Counters<ConnectResult> connects,
    Counters<String> disconnects,
    LatencyHistogram welcomes) {

  private static final String OTHER = "other";

  public CableCounters() {
    this(
        Counters.of(CableCount.class),
        Counters.of(ConnectResult.class),
        Counters.of(
            "closed",
            "stale",
            "server_restart",
            CloseReason.REMOTE,
            "operator",
            "unauthorized",
            "too_large",
            "memory",
            "protocol_error",
            "stalled",
            OTHER),
        LatencyHistogram.ofLatencies());
  }

  /** Counts the end of a connection; a reason of Rails' own counts as {@code other}. */
  public void disconnected(String reason) {
    disconnects.increment(reason, OTHER);
  }
}
