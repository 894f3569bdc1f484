package io.cablebridge.time;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets one log line of a kind pass each minute and counts the others, for events that strangers or
 * a failing part can cause at any rate. The class that logs keeps one for each kind of line;
 * thread-safe without a lock.
 *
 * <pre>{@code limiter.pass().ifPresent(more -> log.warn("... more={}", more));}</pre>
 */
public final class LogLimiter {
  private static final long INTERVAL_NANOS = 60_000_000_000L;

  private final Time time;
  private final AtomicLong suppressed = new AtomicLong();
  private final AtomicLong nextNanos;

  public LogLimiter(Time time) {
    this.time = time;
    nextNanos = new AtomicLong(time.nanos());
  }

  /** Returns how many lines were left out since the last one, or nothing if this one is, too. */
  public OptionalLong pass() {
    long now = time.nanos();
    long next = nextNanos.get();
    if (now - next >= 0 && nextNanos.compareAndSet(next, now + INTERVAL_NANOS)) {
      return OptionalLong.of(suppressed.getAndSet(0));
    }
    suppressed.incrementAndGet();
    return OptionalLong.empty();
  }
}
