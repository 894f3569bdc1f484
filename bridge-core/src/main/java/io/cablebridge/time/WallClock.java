package io.cablebridge.time;

import java.util.function.LongSupplier;

/**
 * Derives the wall clock from the clock that never jumps, so that one reading serves both. The
 * difference of the two is measured again once a second and replaced when it has changed by more
 * than a millisecond, that is when the wall clock has jumped. Part of {@link SystemTime};
 * thread-safe.
 */
final class WallClock {
  private static final long MAX_AGE_NANOS = 1_000_000_000;
  private static final long TOLERANCE_NANOS = 1_000_000;

  /** The wall clock minus the other one, as it was at a moment of the other one. */
  private record Difference(long nanos, long comparedAt) {}

  private final LongSupplier monotonic;
  private final LongSupplier wall;
  private volatile Difference difference;

  /** Both clocks in nanoseconds; the wall clock since 1970. */
  WallClock(LongSupplier monotonic, LongSupplier wall) {
    this.monotonic = monotonic;
    this.wall = wall;
    long before = monotonic.getAsLong();
    this.difference = new Difference(wall.getAsLong() - before, before);
  }

  long at(long nanos) {
    Difference known = difference;
    if (nanos - known.comparedAt() > MAX_AGE_NANOS) {
      known = compared(known);
      difference = known;
    }
    return nanos + known.nanos();
  }

  private Difference compared(Difference last) {
    long before = monotonic.getAsLong();
    long shown = wall.getAsLong();
    long gap = monotonic.getAsLong() - before;
    long nanos = shown - (before + gap / 2);
    // A pause of the thread between the readings must not count as a jump.
    boolean jumped = Math.abs(nanos - last.nanos()) > TOLERANCE_NANOS + gap;
    return new Difference(jumped ? nanos : last.nanos(), before);
  }
}
