package io.cablebridge.admin.metrics;

import io.cablebridge.metric.Counters;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Registers numbers that are counted elsewhere as metrics named {@code cablebridge_…}. Made for one
 * registry by {@link MetricsHandler}.
 */
record MetricBinder(MeterRegistry registry) {

  void gauge(String name, String help, Tags tags, DoubleSupplier value) {
    Gauge.builder("cablebridge." + name, value::getAsDouble)
        .description(help)
        .tags(tags)
        .register(registry);
  }

  void counter(String name, String help, Tags tags, LongSupplier count) {
    // The registry keeps only a weak reference to its second argument, but it keeps the function.
    FunctionCounter.builder("cablebridge." + name, registry, any -> count.getAsLong())
        .description(help)
        .tags(tags)
        .register(registry);
  }

  /** One counter for each key; its name becomes the value of the label. */
  <K> void counters(String name, String help, String label, Counters<K> counts) {
    for (K key : counts.keys()) {
      counter(name, help, Tags.of(label, value(key)), () -> counts.get(key));
    }
  }

  /** The value of a label for a key: its name in lower case. */
  static String value(Object key) {
    return key.toString().toLowerCase(Locale.ROOT);
  }

  /** One counter for each key, which becomes the value of the label. */
  void counters(String name, String help, String label, Map<String, ? extends Number> counts) {
    counts.forEach((key, count) -> counter(name, help, Tags.of(label, key), count::longValue));
  }
}
