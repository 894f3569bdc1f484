package io.cablebridge.admin.security;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Limits wrong passwords: five from one peer and ten from all within five minutes; then a
 * {@linkplain FailureWindow lock} follows. A correct password resets nothing, so that the owner of
 * one password cannot guess another without limit. Remembers the last 256 peers. Thread-safe.
 */
final class LoginThrottle {
  static final int MAX_FAILURES_OF_PEER = 5;
  static final int MAX_FAILURES = 10;

  private static final int MAX_PEERS = 256;

  private final LongSupplier nanos;

  @GuardedBy("this")
  private final FailureWindow all = new FailureWindow(MAX_FAILURES);

  @GuardedBy("this")
  private final Map<String, FailureWindow> peers = new LinkedHashMap<>(16, 0.75f, true);

  LoginThrottle(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** How long this peer is locked for its own failures; zero if not at all. */
  synchronized Duration lockedFor(Peer peer) {
    FailureWindow window = peers.get(peer.network());
    return window == null ? Duration.ZERO : window.lockedFor(nanos.getAsLong());
  }

  /** How long all peers are locked; zero if not at all. */
  synchronized Duration lockedForAll() {
    return all.lockedFor(nanos.getAsLong());
  }

  /** Counts a wrong password; returns the lock that it caused, zero if none. */
  synchronized Duration fail(Peer peer) {
    long now = nanos.getAsLong();
    Duration one =
        peers
            .computeIfAbsent(peer.network(), any -> new FailureWindow(MAX_FAILURES_OF_PEER))
            .fail(now);
    if (peers.size() > MAX_PEERS) {
      peers.remove(peers.keySet().iterator().next());
    }
    Duration ofAll = all.lockedFor(now).isZero() ? all.fail(now) : Duration.ZERO;
    return one.compareTo(ofAll) > 0 ? one : ofAll;
  }
}
