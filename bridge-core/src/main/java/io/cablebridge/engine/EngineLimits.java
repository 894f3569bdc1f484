package io.cablebridge.engine;

import io.cablebridge.health.OpenFiles;
import io.cablebridge.observe.Limit;
import io.cablebridge.session.SessionConfig;
import io.cablebridge.session.SessionRegistry;
import io.cablebridge.session.Totals;
import io.cablebridge.upstream.cable.CableClient;
import io.cablebridge.upstream.cable.CableConfig;
import java.util.List;
import java.util.function.Supplier;

/** The limits of the engine that somebody can come up against, as the console lists them. */
public final class EngineLimits {

  private EngineLimits() {}

  /**
   * Asked for the configuration each time, as it may be read again.
   *
   * @return in the order in which an operator meets them
   */
  public static List<Limit> of(
      Supplier<SessionConfig> session,
      Supplier<CableConfig> cable,
      SessionRegistry sessions,
      CableClient upstreams,
      Totals totals) {
    OpenFiles files = OpenFiles.ofThisProcess();
    return List.of(
        new Limit(
            "session.max-sessions",
            "Sessions alive at once; more are refused.",
            () -> session.get().maxSessions(),
            sessions::size,
            totals.sessionsRefused::sum,
            ""),
        new Limit(
            "session.queue-events",
            "Undelivered events of a session; the oldest are discarded.",
            () -> session.get().queueEvents(),
            Limit.OF_EACH,
            totals.gaps::sum,
            ""),
        new Limit(
            "session.queue-bytes",
            "Undelivered bytes of a session; the oldest events are discarded.",
            () -> session.get().queueBytes(),
            Limit.OF_EACH,
            totals.gaps::sum,
            "bytes"),
        new Limit(
            "session.max-subscriptions",
            "Subscriptions of a session; more are refused.",
            () -> session.get().maxSubscriptions(),
            Limit.OF_EACH,
            totals.subscriptionsRefused::sum,
            ""),
        new Limit(
            "upstream.connects-per-second",
            "Connects to Rails of all sessions; more of them wait.",
            () -> cable.get().connectsPerSecond(),
            upstreams::waiting,
            upstreams::delayed,
            "per second"),
        new Limit(
            "LimitNOFILE",
            "Open files of the process, as systemd or ulimit -n sets it; a client that reads takes two.",
            files.limit(),
            files.open(),
            () -> 0, // whom the system refuses never comes so far as to be counted
            ""));
  }
}
