package io.cablebridge.admin.security;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How many wrong passwords are taken: five from one peer and ten in all within five minutes; then
 * there is a {@linkplain FailureWindow lock}. A right password changes nothing, so that who has one
 * cannot guess another's for ever. Thread-safe; knows the last 256 peers.
 */
final class LoginThrottle {
  static final int MOST_OF_ONE = 5;
  static final int MOST_OF_ALL = 10;

  private static final int MOST_PEERS = 256;

  private final LongSupplier nanos;
  private final FailureWindow all = new FailureWindow(MOST_OF_ALL);
  private final Map<String, FailureWindow> peers = new LinkedHashMap<>(16, 0.75f, true);

  LoginThrottle(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** How long this peer must wait for its own wrong passwords; zero if not at all. */
  synchronized Duration lockedFor(Peer peer) {
    FailureWindow tally = peers.get(peer.network());
    return tally == null ? Duration.ZERO : tally.lockedFor(nanos.getAsLong());
  }

  /** How long everybody must wait; zero if not at all. */
  synchronized Duration lockedForAll() {
    return all.lockedFor(nanos.getAsLong());
  }

  /** Counts a wrong password; the lock that it caused, zero if none. */
  synchronized Duration fail(Peer peer) {
    long now = nanos.getAsLong();
    Duration one =
        peers.computeIfAbsent(peer.network(), any -> new FailureWindow(MOST_OF_ONE)).fail(now);
    if (peers.size() > MOST_PEERS) {
      peers.remove(peers.keySet().iterator().next());
    }
    Duration everybody = all.lockedFor(now).isZero() ? all.fail(now) : Duration.ZERO;
    return one.compareTo(everybody) > 0 ? one : everybody;
  }
}
