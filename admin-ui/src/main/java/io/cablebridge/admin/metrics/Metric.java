package io.cablebridge.admin.metrics;

import io.cablebridge.metric.Counters;
import io.cablebridge.metric.LatencyHistogram;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The description of a metric, which registers a number that is counted elsewhere under the name
 * {@code cablebridge_…}. {@code labels} are names and values in turn.
 */
record Metric(PrometheusMeterRegistry registry, String help) {

  void gauge(String name, DoubleSupplier value, String... labels) {
    Gauge.builder("cablebridge." + name, value::getAsDouble)
        .description(help)
        .tags(labels)
        .register(registry);
  }

  void counter(String name, LongSupplier count, String... labels) {
    // The registry keeps only a weak reference to its second argument, but it keeps the function.
    FunctionCounter.builder("cablebridge." + name, registry, any -> count.getAsLong())
        .description(help)
        .tags(labels)
        .register(registry);
  }

  /** One counter for each key; its name becomes the value of the label. */
  <K> void counters(String name, String label, Counters<K> counts) {
    counts.keys().forEach(key -> counter(name, () -> counts.get(key), label, value(key)));
  }

  static String value(Object key) {
    return key.toString().toLowerCase(Locale.ROOT);
  }

  /** One counter for each key of a map, whose keys never change; it becomes the label's value. */
  void counters(String name, String label, Supplier<Map<String, ? extends Number>> counts) {
    for (String key : counts.get().keySet()) {
      counter(name, () -> Objects.requireNonNull(counts.get().get(key)).longValue(), label, key);
    }
  }

  /**
   * The engine's histograms count in buckets already, which no meter of Micrometer accepts, so they
   * go to the registry behind it.
   */
  void histogram(String name, Supplier<LatencyHistogram.Reading> histogram) {
    registry.getPrometheusRegistry().register(() -> snapshot(name, histogram.get()));
  }

  private HistogramSnapshot snapshot(String name, LatencyHistogram.Reading reading) {
    return HistogramSnapshot.builder()
        .name("cablebridge_" + name)
        .help(help)
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(
                    ClassicHistogramBuckets.of(reading.bounds(), reading.counts()))
                .sum(reading.sumSeconds())
                .build())
        .build();
  }
}
