package io.cablebridge.session.diagnostics;

import io.cablebridge.protocol.UpstreamState;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How many sessions live, by the transport that reads them and by the state of their upstream. One
 * thread adds all sessions; afterwards the counts are only read.
 */
public final class SessionCounts {
  private final Map<Kind, Integer> counts = new HashMap<>();

  private record Kind(ReadBy transport, UpstreamState upstream, boolean usesRails) {}

  /** Counts one session, unless it has ended. */
  public void add(ReadBy transport, UpstreamState upstream, boolean usesRails) {
    if (upstream != UpstreamState.CLOSED) {
      counts.merge(new Kind(transport, upstream, usesRails), 1, Integer::sum);
    }
  }

  public int get(ReadBy transport, UpstreamState upstream) {
    return sum(kind -> kind.transport() == transport && kind.upstream() == upstream);
  }

  /** Over all states of the upstream. */
  public int get(ReadBy transport) {
    return sum(kind -> kind.transport() == transport);
  }

  /** Over all transports, without the sessions that have no connection to Rails. */
  public int get(UpstreamState upstream) {
    return sum(kind -> kind.usesRails() && kind.upstream() == upstream);
  }

  /** Sessions that have no connection to Rails: they read streams only. */
  public int withoutRails() {
    return sum(kind -> !kind.usesRails());
  }

  public int total() {
    return sum(kind -> true);
  }

  private int sum(Predicate<Kind> chosen) {
    return counts.entrySet().stream()
        .filter(entry -> chosen.test(entry.getKey()))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }
}
