package io.cablebridge.admin.metrics;

import io.cablebridge.engine.OperatorAccess;
import io.cablebridge.metric.LatencyHistogram;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import java.util.function.Supplier;

/**
 * The engine's {@link LatencyHistogram}s as Prometheus' histograms. They count in buckets already,
 * which no meter of Micrometer accepts, so they go to the registry behind it.
 */
final class HistogramMetrics {

  private HistogramMetrics() {}

  static void bind(OperatorAccess engine, PrometheusRegistry registry) {
    registry.register(
        of(
            "cablebridge_delivery_seconds",
            "From the arrival of a frame to the end of the write that carries it, for clients that"
                + " were connected when it arrived.",
            engine.sessionCounters().delivery().latency()::reading));
    registry.register(
        of(
            "cablebridge_upstream_connect_seconds",
            "From the beginning of a connect to the welcome of Rails.",
            () -> engine.upstream().welcomes()));
    registry.register(
        of(
            "cablebridge_session_duration_seconds",
            "Lifetime of sessions.",
            engine.sessionCounters().durations()::reading));
    registry.register(
        of(
            "cablebridge_poll_wait_seconds",
            "From the beginning of a poll to its answer.",
            engine.sessionCounters().delivery().pollWaits()::reading));
    registry.register(
        of(
            "cablebridge_command_seconds",
            "From the reading of a POST to its answer.",
            engine.sessionCounters().commands().latency()::reading));
  }

  private static Collector of(
      String name, String help, Supplier<LatencyHistogram.Reading> histogram) {
    return () -> {
      LatencyHistogram.Reading reading = histogram.get();
      return HistogramSnapshot.builder()
          .name(name)
          .help(help)
          .dataPoint(
              HistogramSnapshot.HistogramDataPointSnapshot.builder()
                  .classicHistogramBuckets(
                      ClassicHistogramBuckets.of(reading.bounds(), reading.counts()))
                  .sum(reading.sumSeconds())
                  .build())
          .build();
    };
  }
}
