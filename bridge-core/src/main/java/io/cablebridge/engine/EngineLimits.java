package io.cablebridge.engine;

import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.health.FileDescriptors;
import io.cablebridge.monitoring.Limit;
import io.cablebridge.session.SessionCount;
import io.cablebridge.session.SessionCounters;
import io.cablebridge.session.SessionRegistry;
import io.cablebridge.session.command.RejectedBy;
import io.cablebridge.session.delivery.DropCause;
import io.cablebridge.upstream.cable.CableClient;
import io.cablebridge.upstream.cable.CableConfig;
import io.cablebridge.upstream.cable.CableCount;
import io.cablebridge.upstream.cable.CableCounters;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The limits of the engine that somebody can come up against, as the console lists them. */
public final class EngineLimits {

  private EngineLimits() {}

  /**
   * @param cable asked each time, as the configuration may be read again
   * @return in the order in which an operator meets them
   */
  public static List<Limit> of(
      Supplier<CableConfig> cable,
      SessionRegistry sessions,
      CableClient upstreams,
      HeapBudget histories) {
    SessionCounters counters = sessions.counters();
    CableCounters cableCounters = upstreams.counters();
    FileDescriptors files = FileDescriptors.ofThisProcess();
    return List.of(
        new Limit(
            "session.max-sessions",
            "Sessions alive at once; more are refused.",
            () -> sessions.config().maxSessions(),
            sessions::size,
            () -> counters.counts().get(SessionCount.REFUSED),
            ""),
        new Limit(
            "LimitNOFILE",
            "Open files of the process, as systemd or ulimit -n sets it; a client that reads takes two.",
            files.limit(),
            files.open(),
            () -> 0, // whom the system refuses never comes so far as to be counted
            ""),
        new Limit(
            "CABLE_BRIDGE_HEAP",
            "Bytes that all sessions may keep together, a third of the heap; the oldest events go.",
            sessions::backlogLimit,
            sessions::backlogBytes,
            dropped(counters, DropCause.MEMORY),
            "bytes"),
        new Limit(
            "CABLE_BRIDGE_HEAP (streams)",
            "Bytes that the pasts of all streams may take, a quarter of the heap; the oldest messages go.",
            histories::limit,
            histories::held,
            histories::dropped,
            "bytes"),
        new Limit(
            "session.queue-events",
            "Events that a session keeps; the oldest go.",
            () -> sessions.config().queueEvents(),
            Limit.OF_EACH,
            dropped(counters, DropCause.QUEUE_EVENTS),
            ""),
        new Limit(
            "session.queue-bytes",
            "Bytes that a session keeps; the oldest events go.",
            () -> sessions.config().queueBytes(),
            Limit.OF_EACH,
            dropped(counters, DropCause.QUEUE_BYTES),
            "bytes"),
        new Limit(
            "session.max-subscriptions",
            "Subscriptions of a session; more are refused.",
            () -> sessions.config().maxSubscriptions(),
            Limit.OF_EACH,
            () -> counters.commands().rejections().get(RejectedBy.LIMIT),
            ""),
        new Limit(
            "upstream.connects-per-second",
            "Connects to Rails that begin in a second; more of them wait.",
            () -> cable.get().connectsPerSecond(),
            Limit.OF_EACH,
            upstreams::delayedByPace,
            "per second"),
        new Limit(
            "upstream.max-connecting",
            "Connects to Rails under way at once; more of them wait.",
            () -> cable.get().maxConnecting(),
            upstreams::underWay,
            upstreams::delayedByOthers,
            ""),
        new Limit(
            "upstream.max-held-commands",
            "Commands of a session that wait for Rails; more are refused.",
            () -> cable.get().maxHeldCommands(),
            Limit.OF_EACH,
            () -> cableCounters.counts().get(CableCount.COMMANDS_REFUSED),
            ""),
        new Limit(
            "upstream.max-frame",
            "Bytes of a message of Rails; a longer one ends its connection, which is sought again.",
            () -> cable.get().maxFrame(),
            Limit.OF_EACH,
            () -> cableCounters.disconnects().get("too_large"),
            "bytes"));
  }

  private static LongSupplier dropped(SessionCounters counters, DropCause cause) {
    return () -> counters.delivery().drops().get(cause);
  }
}
