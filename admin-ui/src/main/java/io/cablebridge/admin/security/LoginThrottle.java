package io.cablebridge.admin.security;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Limits wrong passwords: five from one peer and ten from all within five minutes lock for five
 * minutes; each further lock is twice as long, up to an hour. After an hour without a lock the next
 * one is five minutes again. A correct password resets nothing, so that the owner of one password
 * cannot guess another without limit. Remembers the last 256 peers. Thread-safe.
 */
final class LoginThrottle {
  private static final int MAX_FAILURES_OF_PEER = 5;
  private static final int MAX_FAILURES = 10;
  private static final int MAX_PEERS = 256;
  private static final long WINDOW_NANOS = Duration.ofMinutes(5).toNanos();
  private static final long MAX_LOCK_NANOS = Duration.ofHours(1).toNanos();

  private final LongSupplier nanos;

  @GuardedBy("this")
  private final Failures all = new Failures(MAX_FAILURES);

  @GuardedBy("this")
  private final Map<String, Failures> peers = new LinkedHashMap<>(16, 0.75f, true);

  LoginThrottle(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** The wrong passwords of one peer, or of all, and their lock; used under the throttle's lock. */
  private static final class Failures {
    private final int limit;
    private final Deque<Long> times = new ArrayDeque<>();
    private boolean wasLocked;
    private long lockedUntil;
    private long nextLock = WINDOW_NANOS;

    Failures(int limit) {
      this.limit = limit;
    }

    /** The rest of the lock; zero without one. */
    Duration lockedFor(long now) {
      return Duration.ofNanos(wasLocked ? Math.max(0, lockedUntil - now) : 0);
    }

    /** Counts one failure; returns the lock that it caused, zero if none. */
    Duration add(long now) {
      times.removeIf(at -> now - at >= WINDOW_NANOS);
      times.add(now);
      if (times.size() < limit) {
        return Duration.ZERO;
      }
      times.clear();
      long lock = wasLocked && now - lockedUntil > MAX_LOCK_NANOS ? WINDOW_NANOS : nextLock;
      wasLocked = true;
      lockedUntil = now + lock;
      nextLock = Math.min(2 * lock, MAX_LOCK_NANOS);
      return Duration.ofNanos(lock);
    }
  }

  /** How long this peer is locked for its own failures; zero if not at all. */
  synchronized Duration lockedFor(Peer peer) {
    Failures failures = peers.get(peer.network());
    return failures == null ? Duration.ZERO : failures.lockedFor(nanos.getAsLong());
  }

  /** How long all peers are locked; zero if not at all. */
  synchronized Duration lockedForAll() {
    return all.lockedFor(nanos.getAsLong());
  }

  /** Counts a wrong password; returns the lock that it caused, zero if none. */
  synchronized Duration fail(Peer peer) {
    long now = nanos.getAsLong();
    Duration one =
        peers.computeIfAbsent(peer.network(), any -> new Failures(MAX_FAILURES_OF_PEER)).add(now);
    if (peers.size() > MAX_PEERS) {
      peers.remove(peers.keySet().iterator().next());
    }
    Duration ofAll = all.lockedFor(now).isZero() ? all.add(now) : Duration.ZERO;
    return one.compareTo(ofAll) > 0 ? one : ofAll;
  }
}
