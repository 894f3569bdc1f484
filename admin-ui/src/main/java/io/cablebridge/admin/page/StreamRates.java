package io.cablebridge.admin.page;

import io.cablebridge.stream.StreamSnapshot;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How fast streams go, by what each had carried when the console looked five to ten seconds ago.
 * Whoever looks first, or after a pause, knows no rate yet: nothing counts while nobody looks.
 * Asked by one thread at a time, which {@link CachedSupplier} sees to; it keeps two looks.
 */
public final class StreamRates implements Supplier<StreamRates.Reading> {
  private static final double NANOS = 1e9;
  private static final double SOON = 1;
  private static final double ENOUGH = 5;
  private static final double LONG_AGO = 20;

  private final Supplier<List<StreamSnapshot>> streams;
  private final LongSupplier nanos;
  private Past older = new Past(Map.of(), Double.NEGATIVE_INFINITY);
  private Past newer = older;

  /** What streams had carried, by their names, at a time in seconds. */
  private record Past(Map<String, Long> messages, double at) {}

  /**
   * All streams now.
   *
   * @param past what they had carried so many seconds ago
   */
  public record Reading(List<StreamSnapshot> streams, Map<String, Long> past, double seconds) {

    /** Messages a second since then; null for a stream that was not there, or has begun anew. */
    @Nullable Double perSecond(StreamSnapshot stream) {
      Long before = past.get(stream.name());
      return before == null || before > stream.messages()
          ? null
          : NumberText.finite((stream.messages() - before) / seconds);
    }
  }

  /**
   * @param nanos a clock that never jumps
   */
  public StreamRates(Supplier<List<StreamSnapshot>> streams, LongSupplier nanos) {
    this.streams = streams;
    this.nanos = nanos;
  }

  @Override
  public Reading get() {
    List<StreamSnapshot> now = streams.get();
    double at = nanos.getAsLong() / NANOS;
    Past past = at - older.at() <= LONG_AGO ? older : newer;
    double seconds = at - past.at();
    if (at - newer.at() >= ENOUGH) {
      older = newer;
      newer = new Past(messages(now), at);
    }
    return seconds < SOON || seconds > LONG_AGO
        ? new Reading(now, Map.of(), 0)
        : new Reading(now, past.messages(), seconds);
  }

  private static Map<String, Long> messages(List<StreamSnapshot> streams) {
    return streams.stream()
        .collect(Collectors.toMap(StreamSnapshot::name, StreamSnapshot::messages, (a, b) -> b));
  }
}
