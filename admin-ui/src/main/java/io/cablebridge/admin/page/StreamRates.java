package io.cablebridge.admin.page;

import io.cablebridge.stream.StreamSnapshot;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rates of streams, by what each had carried five to ten seconds before. The first reading, and
 * the first one after a pause, has no rates, because nothing is sampled without readers. {@link
 * CachedSupplier} calls it from one thread at a time.
 */
public final class StreamRates implements Supplier<StreamRates.StreamReading> {
  private static final double NANOS = 1e9;
  private static final double MIN_SECONDS = 1;
  private static final double SAMPLE_SECONDS = 5;
  private static final double MAX_SECONDS = 20;

  private final Supplier<List<StreamSnapshot>> streams;
  private final LongSupplier nanos;
  private Carried older = new Carried(Map.of(), Double.NEGATIVE_INFINITY);
  private Carried newer = older;

  /** Messages of each stream by its name, at a time in seconds. */
  private record Carried(Map<String, Long> messages, double at) {}

  /** All streams now, and how many messages each had carried some seconds before. */
  public record StreamReading(
      List<StreamSnapshot> streams, Map<String, Long> before, double seconds) {

    /** Messages per second since then; null for a stream that is new or has restarted. */
    @Nullable Double perSecond(StreamSnapshot stream) {
      Long earlier = before.get(stream.name());
      return earlier == null || earlier > stream.messages()
          ? null
          : (stream.messages() - earlier) / seconds;
    }
  }

  public StreamRates(Supplier<List<StreamSnapshot>> streams, LongSupplier nanos) {
    this.streams = streams;
    this.nanos = nanos;
  }

  @Override
  public StreamReading get() {
    List<StreamSnapshot> now = streams.get();
    double at = nanos.getAsLong() / NANOS;
    Carried past = at - older.at() <= MAX_SECONDS ? older : newer;
    double seconds = at - past.at();
    if (at - newer.at() >= SAMPLE_SECONDS) {
      older = newer;
      newer = new Carried(messages(now), at);
    }
    return seconds < MIN_SECONDS || seconds > MAX_SECONDS
        ? new StreamReading(now, Map.of(), 0)
        : new StreamReading(now, past.messages(), seconds);
  }

  private static Map<String, Long> messages(List<StreamSnapshot> streams) {
    return streams.stream()
        .collect(Collectors.toMap(StreamSnapshot::name, StreamSnapshot::messages, (a, b) -> b));
  }
}
