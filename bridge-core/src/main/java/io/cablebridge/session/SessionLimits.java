package io.cablebridge.session;

import io.cablebridge.metric.Limit;
import io.cablebridge.session.command.RejectedBy;
import io.cablebridge.session.delivery.DropCause;
import java.util.List;
import java.util.function.LongSupplier;

/** The limits of sessions that a client or an operator can reach, as the console lists them. */
final class SessionLimits {

  private SessionLimits() {}

  static List<Limit> of(SessionRegistry sessions) {
    SessionCounters counters = sessions.counters();
    return List.of(
        new Limit(
            "session.max-sessions",
            "Live sessions; more are refused.",
            () -> sessions.config().maxSessions(),
            sessions::size,
            () -> counters.counts().get(SessionCount.REFUSED),
            ""),
        new Limit(
            "CABLE_BRIDGE_HEAP",
            "Bytes of the events of all sessions, a third of the heap; the oldest events are"
                + " discarded.",
            sessions::backlogLimit,
            sessions::backlogBytes,
            dropped(counters, DropCause.MEMORY),
            "bytes"),
        new Limit(
            "session.queue-events",
            "Events that one session holds; the oldest are discarded.",
            () -> sessions.config().queueEvents(),
            Limit.OF_EACH,
            dropped(counters, DropCause.QUEUE_EVENTS),
            ""),
        new Limit(
            "session.queue-bytes",
            "Bytes that one session holds; the oldest events are discarded.",
            () -> sessions.config().queueBytes(),
            Limit.OF_EACH,
            dropped(counters, DropCause.QUEUE_BYTES),
            "bytes"),
        new Limit(
            "session.max-subscriptions",
            "Subscriptions of one session; more are refused.",
            () -> sessions.config().maxSubscriptions(),
            Limit.OF_EACH,
            () -> counters.commands().rejections().get(RejectedBy.LIMIT),
            ""));
  }

  private static LongSupplier dropped(SessionCounters counters, DropCause cause) {
    return () -> counters.delivery().drops().get(cause);
  }
}
