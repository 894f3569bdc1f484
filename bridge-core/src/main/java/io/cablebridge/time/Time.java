package io.cablebridge.time;

import java.time.Duration;
import java.time.Instant;

/** The clock and the timer. Everything that depends on time takes one. */
public interface Time {

  /** Nanoseconds of a clock that never jumps; only differences are meaningful. */
  long nanos();

  /**
   * What the wall clock, which may jump, shows at a moment that {@link #nanos} has just returned:
   * nanoseconds since 1970. Costs no reading of a clock.
   */
  long wallNanos(long nanos);

  /** What the wall clock shows now, in nanoseconds since 1970. */
  default long wallNanos() {
    return wallNanos(nanos());
  }

  /** The wall clock in whole seconds since 1970. */
  default long seconds() {
    return Math.floorDiv(wallNanos(), 1_000_000_000L);
  }

  default Instant now() {
    return Instant.EPOCH.plusNanos(wallNanos());
  }

  /**
   * Runs a task once on the timer thread; the task must not block. A failure is logged and affects
   * no other task.
   */
  Cancellable after(Duration delay, Runnable task);

  /** Runs a task repeatedly, {@code interval} after its last end. */
  Cancellable every(Duration interval, Runnable task);

  /** A task that can be cancelled; doing so twice, or too late, has no effect. */
  interface Cancellable {
    void cancel();
  }
}
