package io.cablebridge.admin.security;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The wrong passwords of one peer, or of all. Too many within five minutes lock for five minutes;
 * each further lock is twice as long, up to an hour. After an hour without a lock the next one is
 * five minutes again. Guarded by the {@link LoginThrottle}; times come from a clock that never
 * jumps.
 */
final class FailureWindow {
  static final Duration WINDOW = Duration.ofMinutes(5);
  static final Duration MAX_LOCK = Duration.ofHours(1);

  private final int limit;
  private final Deque<Long> failures = new ArrayDeque<>();
  private boolean wasLocked;
  private long lockedUntil;
  private Duration nextLock = WINDOW;

  FailureWindow(int limit) {
    this.limit = limit;
  }

  /** The rest of the lock; zero without one. */
  Duration lockedFor(long now) {
    return wasLocked && lockedUntil - now > 0 ? Duration.ofNanos(lockedUntil - now) : Duration.ZERO;
  }

  /** Counts one failure; returns the lock that it caused, zero if none. */
  Duration fail(long now) {
    failures.removeIf(at -> now - at >= WINDOW.toNanos());
    failures.add(now);
    if (failures.size() < limit) {
      return Duration.ZERO;
    }
    failures.clear();
    if (wasLocked && now - lockedUntil > MAX_LOCK.toNanos()) {
      nextLock = WINDOW;
    }
    Duration lock = nextLock;
    wasLocked = true;
    lockedUntil = now + lock.toNanos();
    Duration twice = lock.multipliedBy(2);
    nextLock = twice.compareTo(MAX_LOCK) < 0 ? twice : MAX_LOCK;
    return lock;
  }
}
