package io.cablebridge.admin.page;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is at most a second old, so that one scrape of many metrics, or many readers at
 * once, walk all sessions and streams once. Thread-safe.
 */
public final class CachedSupplier<T> implements Supplier<T> {
  private static final long MAX_AGE_NANOS = 1_000_000_000;

  private final Supplier<T> source;
  private final LongSupplier nanos;

  @GuardedBy("this")
  private @Nullable T value;

  @GuardedBy("this")
  private long takenNanos;

  public CachedSupplier(Supplier<T> source, LongSupplier nanos) {
    this.source = source;
    this.nanos = nanos;
  }

  @Override
  public synchronized T get() {
    long now = nanos.getAsLong();
    T current = value;
    if (current == null || now - takenNanos > MAX_AGE_NANOS) {
      current = source.get();
      value = current;
      takenNanos = nanos.getAsLong();
    }
    return current;
  }
}
