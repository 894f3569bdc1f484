package io.cablebridge.admin.security;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The wrong passwords of one peer, or of all. So many within five minutes lock for five minutes,
 * the next lock is twice as long, up to an hour; an hour without a lock makes it five minutes
 * again. Guarded by the {@link LoginThrottle}; times are of a clock that never jumps.
 */
final class FailureWindow {
  static final Duration WINDOW = Duration.ofMinutes(5);
  static final Duration LONGEST = Duration.ofHours(1);

  private final int limit;
  private final Deque<Long> failures = new ArrayDeque<>();
  private boolean wasLocked;
  private long lockedUntil;
  private Duration nextLock = WINDOW;

  FailureWindow(int limit) {
    this.limit = limit;
  }

  /** What is left of the lock; zero without one. */
  Duration lockedFor(long now) {
    return wasLocked && lockedUntil - now > 0 ? Duration.ofNanos(lockedUntil - now) : Duration.ZERO;
  }

  /** Counts one more; the lock that it caused, zero if none. */
  Duration fail(long now) {
    failures.removeIf(at -> now - at >= WINDOW.toNanos());
    failures.add(now);
    if (failures.size() < limit) {
      return Duration.ZERO;
    }
    failures.clear();
    if (wasLocked && now - lockedUntil > LONGEST.toNanos()) {
      nextLock = WINDOW;
    }
    Duration lock = nextLock;
    wasLocked = true;
    lockedUntil = now + lock.toNanos();
    Duration twice = lock.multipliedBy(2);
    nextLock = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    return lock;
  }
}
