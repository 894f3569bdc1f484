package io.cablebridge.session;

import io.cablebridge.metric.Counters;
import io.cablebridge.metric.LatencyHistogram;
import io.cablebridge.protocol.CloseReason;
import io.cablebridge.session.command.CommandCounters;
import io.cablebridge.session.delivery.DeliveryCounters;

/**
 * What all sessions have counted since the start. One for the process, made by {@link
 * SessionRegistry}; thread-safe.
 *
 * @param closed sessions by the reason of their end; {@code upstream} for any reason of Rails' own,
 *     so that the set of reasons is fixed
 */
public record SessionCounters(
    Counters<SessionCount> counts,
    Counters<String> closed,
    LatencyHistogram durations,
    DeliveryCounters delivery,
    CommandCounters commands) {

  private static final String REASON_OF_RAILS = "upstream";

  public SessionCounters() {
    this(
        Counters.of(SessionCount.class),
        Counters.of(
            CloseReason.DELETED.text(),
            CloseReason.ENDED_BY_OPERATOR.text(),
            CloseReason.EXPIRED.text(),
            CloseReason.WRITE_STALLED.text(),
            CloseReason.SHUTTING_DOWN.text(),
            CloseReason.UNAUTHORIZED.text(),
            CloseReason.ORIGIN_REFUSED.text(),
            REASON_OF_RAILS),
        LatencyHistogram.ofLives(),
        new DeliveryCounters(),
        new CommandCounters());
  }

  void closed(CloseReason reason, long ageNanos) {
    durations.record(ageNanos);
    closed.increment(reason.text(), REASON_OF_RAILS);
  }
}
