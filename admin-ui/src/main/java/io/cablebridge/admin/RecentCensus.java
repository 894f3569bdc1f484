package io.cablebridge.admin;

import io.cablebridge.session.EngineSnapshot;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Census} that is at most a second old, so that one scrape of many metrics, or many
 * scrapers at once, walk the sessions once. Thread-safe.
 */
final class RecentCensus implements Supplier<Census> {
  private static final long OLDEST_NANOS = 1_000_000_000;

  private final Supplier<EngineSnapshot> engine;
  private final LongSupplier nanos;
  private @Nullable Census census;
  private long takenNanos;

  /**
   * @param nanos a clock that never jumps
   */
  RecentCensus(Supplier<EngineSnapshot> engine, LongSupplier nanos) {
    this.engine = engine;
    this.nanos = nanos;
  }

  @Override
  public synchronized Census get() {
    long now = nanos.getAsLong();
    Census known = census;
    if (known == null || now - takenNanos > OLDEST_NANOS) {
      known = Census.of(engine.get());
      census = known;
      takenNanos = nanos.getAsLong();
    }
    return known;
  }
}
