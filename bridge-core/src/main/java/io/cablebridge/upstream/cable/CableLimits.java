package io.cablebridge.upstream.cable;

import io.cablebridge.metric.Limit;
import java.util.List;

/** The limits of the connections to Rails, as the console lists them. */
final class CableLimits {

  private CableLimits() {}

  static List<Limit> of(CableClient client) {
    CableCounters counters = client.counters();
    return List.of(
        new Limit(
            "upstream.connects-per-second",
            "Connects to Rails that begin in one second; more have to wait.",
            () -> client.config().connectsPerSecond(),
            Limit.OF_EACH,
            client::delayedByPace,
            "per second"),
        new Limit(
            "upstream.max-connecting",
            "Connects to Rails in flight at once; more have to wait.",
            () -> client.config().maxConnecting(),
            client::underWay,
            client::delayedByOthers,
            ""),
        new Limit(
            "upstream.max-held-commands",
            "Commands of one session that wait for Rails; more are refused.",
            () -> client.config().maxHeldCommands(),
            Limit.OF_EACH,
            () -> counters.counts().get(CableCount.COMMANDS_REFUSED),
            ""),
        new Limit(
            "upstream.max-frame",
            "Bytes of a message from Rails; a longer one ends its connection, and the bridge"
                + " connects again.",
            () -> client.config().maxFrame(),
            Limit.OF_EACH,
            () -> counters.disconnects().get("too_large"),
            "bytes"));
  }
}
