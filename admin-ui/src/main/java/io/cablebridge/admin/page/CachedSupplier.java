package io.cablebridge.admin.page;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is at most a second old, so that one scrape of many metrics, or many readers at
 * once, walk sessions and streams once. Thread-safe; its monitor guards nothing but the value.
 */
public final class CachedSupplier<T> implements Supplier<T> {
  private static final long OLDEST_NANOS = 1_000_000_000;

  private final Supplier<T> taken;
  private final LongSupplier nanos;
  private @Nullable T value;
  private long takenNanos;

  /**
   * @param taken takes one now
   * @param nanos a clock that never jumps
   */
  public CachedSupplier(Supplier<T> taken, LongSupplier nanos) {
    this.taken = taken;
    this.nanos = nanos;
  }

  @Override
  public synchronized T get() {
    long now = nanos.getAsLong();
    T known = value;
    if (known == null || now - takenNanos > OLDEST_NANOS) {
      known = taken.get();
      value = known;
      takenNanos = nanos.getAsLong();
    }
    return known;
  }
}
