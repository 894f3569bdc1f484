package io.cablebridge.monitoring;

import java.time.Instant;

/**
 * The bridge over ten seconds.
 *
 * @param sse sessions that a stream read at the end; {@code poll}: a poll; {@code none}: no
 *     listener
 * @param open sessions whose upstream was open at the end, and so on
 * @param received messages per second from the upstreams
 * @param delivered messages per second to clients
 * @param dropped messages per second discarded by full queues
 * @param gaps deliveries per second that reported lost events
 * @param p50Millis median delivery latency; NaN if nothing was delivered
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

  public int sessions() {
    return sse + poll + none;
  }
}
