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

  private record Kind(ReadBy transport, UpstreamState upstream) {}

  /** Counts one session, unless it has ended. */
  public void add(ReadBy transport, UpstreamState upstream) {
    if (upstream != UpstreamState.CLOSED) {
      counts.merge(new Kind(transport, upstream), 1, Integer::sum);
    }
  }

  public int get(ReadBy transport, UpstreamState upstream) {
    return counts.getOrDefault(new Kind(transport, upstream), 0);
  }

  /** Over all states of the upstream. */
  public int get(ReadBy transport) {
    return sum(kind -> kind.transport() == transport);
  }

  /** Over all transports. */
  public int get(UpstreamState upstream) {
    return sum(kind -> kind.upstream() == upstream);
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
