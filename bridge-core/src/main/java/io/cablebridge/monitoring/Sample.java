package io.cablebridge.monitoring;

import java.time.Instant;

/**
 * How the bridge was in ten seconds.
 *
 * @param at their end
 * @param sse sessions that were read by a stream then; {@code poll} by a poll, {@code none} by
 *     nobody
 * @param open sessions whose upstream was open then; and so on
 * @param received messages a second from the upstreams
 * @param delivered messages a second to clients
 * @param dropped messages a second that full queues discarded
 * @param gaps times a second that a client was told of it
 * @param p50Millis delivery latency that half of the writes kept; NaN when nothing was delivered
 * @param p99Millis the same for 99 of 100
 */
public record Sample(
    Instant at,
    int sse,
    int poll,
    int none,
    int open,
    int connecting,
    int reconnecting,
    double received,
    double delivered,
    double dropped,
    double gaps,
    double p50Millis,
    double p99Millis) {

  /** All that lived then. */
  public int sessions() {
    return sse + poll + none;
  }
}
