package io.cablebridge.admin;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Census} that is at most a second old, so that one scrape of many metrics, or many
 * scrapers at once, walk sessions and streams once. Thread-safe.
 */
final class RecentCensus implements Supplier<Census> {
  private static final long OLDEST_NANOS = 1_000_000_000;

  private final Supplier<Census> taken;
  private final LongSupplier nanos;
  private @Nullable Census census;
  private long takenNanos;

  /**
   * @param taken takes one now
   * @param nanos a clock that never jumps
   */
  RecentCensus(Supplier<Census> taken, LongSupplier nanos) {
    this.taken = taken;
    this.nanos = nanos;
  }

  @Override
  public synchronized Census get() {
    long now = nanos.getAsLong();
    Census known = census;
    if (known == null || now - takenNanos > OLDEST_NANOS) {
      known = taken.get();
      census = known;
      takenNanos = nanos.getAsLong();
    }
    return known;
  }
}
