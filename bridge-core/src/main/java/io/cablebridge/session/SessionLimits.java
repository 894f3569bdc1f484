package io.cablebridge.session;

import io.cablebridge.bounded.HeapShare;
import io.cablebridge.metric.Counters;
import io.cablebridge.metric.Limit;
import io.cablebridge.session.command.RejectedBy;
import io.cablebridge.session.diagnostics.DropCause;
import java.util.List;

/** The limits of sessions that a client or an operator can reach, as the console lists them. */
public final class SessionLimits {

  private SessionLimits() {}

  public static List<Limit> of(SessionRegistry sessions) {
    SessionCounters counters = sessions.counters();
    Counters<DropCause> drops = counters.delivery().drops();
    return List.of(
        new Limit(
            "session.max-sessions",
            "Live sessions; more are refused.",
            () -> sessions.config().maxSessions(),
            sessions::size,
            () -> counters.counts().get(SessionCount.REFUSED),
            ""),
        new Limit(
            "session.max-per-address",
            "Live sessions of one client address; more are refused.",
            () -> sessions.config().maxPerAddress(),
            Limit.OF_EACH,
            () -> counters.counts().get(SessionCount.REFUSED_TO_ADDRESS),
            ""),
        new Limit(
            HeapShare.BACKLOGS.key(),
            "Bytes of the events of all sessions"
                + HeapShare.BACKLOGS.ofHeap()
                + "; the oldest events are discarded.",
            sessions.budget()::limit,
            sessions.budget()::held,
            () -> drops.get(DropCause.MEMORY),
            "bytes"),
        counters.delivery().writes().asLimit(),
        new Limit(
            "session.queue-events",
            "Events that one session holds; the oldest are discarded.",
            () -> sessions.config().queueEvents(),
            Limit.OF_EACH,
            () -> drops.get(DropCause.QUEUE_EVENTS),
            ""),
        new Limit(
            "session.queue-bytes",
            "Bytes that one session holds; the oldest events are discarded.",
            () -> sessions.config().queueBytes(),
            Limit.OF_EACH,
            () -> drops.get(DropCause.QUEUE_BYTES),
            "bytes"),
        new Limit(
            "session.max-subscriptions",
            "Subscriptions of one session; more are refused.",
            () -> sessions.config().maxSubscriptions(),
            Limit.OF_EACH,
            () -> counters.commands().rejections().get(RejectedBy.LIMIT),
            ""));
  }
}
