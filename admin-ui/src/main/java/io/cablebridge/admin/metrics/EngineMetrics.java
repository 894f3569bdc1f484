package io.cablebridge.admin.metrics;

import io.cablebridge.admin.page.CachedSupplier;
import io.cablebridge.admin.page.ProgramState;
import io.cablebridge.admin.page.SessionWords;
import io.cablebridge.engine.OperatorAccess;
import io.cablebridge.health.Check;
import io.cablebridge.monitoring.LimitUse;
import io.cablebridge.session.delivery.UpstreamState;
import io.cablebridge.session.diagnostics.ReadBy;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.eclipse.jetty.util.Jetty;

/**
 * The bridge's own metrics, all named {@code cablebridge_…}; {@code docs/operations.md} lists them.
 * These are its gauges, and the hits of its limits; {@link CounterMetrics} are the rest. Labels
 * come from small, fixed sets; none names a session.
 */
final class EngineMetrics {
  private final OperatorAccess engine;
  private final ProgramState program;
  private final CachedSupplier<SessionStats> stats;
  private final MetricBinder metrics;

  private EngineMetrics(
      OperatorAccess engine,
      ProgramState program,
      CachedSupplier<SessionStats> stats,
      MetricBinder metrics) {
    this.engine = engine;
    this.program = program;
    this.stats = stats;
    this.metrics = metrics;
  }

  static void bind(
      OperatorAccess engine,
      ProgramState program,
      CachedSupplier<SessionStats> stats,
      MetricBinder binder) {
    EngineMetrics metrics = new EngineMetrics(engine, program, stats, binder);
    metrics.gauges();
    metrics.health();
    metrics.operation();
    metrics.limits();
  }

  private void gauges() {
    Tags build =
        Tags.of(
            "version",
            program.version(),
            "java",
            Runtime.version().toString(),
            "jetty",
            Jetty.VERSION);
    metrics.gauge("build.info", "The running version; always 1.", build, () -> 1);
    for (UpstreamState state : SessionWords.LIVE_STATES) {
      for (ReadBy transport : ReadBy.values()) {
        metrics.gauge(
            "sessions",
            "Live sessions by transport (none: no listener at present) and state of the upstream.",
            Tags.of("transport", transport.text(), "state", state.text()),
            () -> stats.get().counts().get(transport, state));
      }
      metrics.gauge(
          "upstream.connections",
          "Upstreams of the live sessions, by state.",
          Tags.of("state", state.text()),
          () -> stats.get().counts().get(state));
    }
    statistic("sessions.limit", "Maximum number of live sessions.", SessionStats::limit);
    statistic(
        "sessions.remembered",
        "Closed sessions that are kept, so that a returning client learns of the end.",
        SessionStats::remembered);
    statistic("listeners", "Responses that read a session now.", SessionStats::listeners);
    statistic("subscriptions", "Subscriptions of the live sessions.", SessionStats::subscriptions);
    statistic(
        "queue.messages", "Events held for delivery, over all sessions.", SessionStats::queued);
    statistic(
        "queue.bytes",
        "Bytes of all backlogs: events not yet delivered, and events kept for a resume.",
        SessionStats::queueBytes);
    statistic("queue.bytes.max", "Bytes of the largest backlog.", SessionStats::longestQueueBytes);
    statistic("shared.streams", "Streams with subscribers.", SessionStats::streams);
    statistic("fanout.subscribers", "Subscribers of these streams.", SessionStats::streamReaders);
    CachedSupplier<Duration> silence =
        new CachedSupplier<>(engine::longestSilence, System::nanoTime);
    metrics.gauge(
        "upstream.last.ping.age.seconds",
        "Time since the last frame of the most silent open connection to Rails.",
        Tags.empty(),
        () -> silence.get().toMillis() / 1e3);
  }

  private void health() {
    metrics.gauge(
        "ready",
        "1 if /health/ready answers 200, 0 otherwise.",
        Tags.empty(),
        () -> engine.health().report().isReady() ? 1 : 0);
    for (Check check : engine.health().checks()) {
      metrics.gauge(
          "check.passed",
          "1 if this health check finds no problem, 0 otherwise.",
          Tags.of("check", check.reason()),
          () -> check.problem() == null ? 1 : 0);
    }
    metrics.gauge(
        "broker.up",
        "1 if the broker of the streams works, 0 otherwise.",
        Tags.of("broker", engine.broker().name()),
        () -> engine.broker().isWell() ? 1 : 0);
  }

  private void operation() {
    metrics.gauge(
        "draining",
        "1 while no new sessions are accepted because the process drains or stops, 0 otherwise.",
        Tags.empty(),
        () -> engine.drainProgress().draining() ? 1 : 0);
    metrics.gauge(
        "config.reload.success",
        "1 if the last reload of the configuration succeeded, 0 otherwise.",
        Tags.empty(),
        () -> program.reload().get().successful() ? 1 : 0);
    metrics.gauge(
        "config.last.reload.timestamp.seconds",
        "Time of the last successful reload in seconds since 1970; the start counts as one.",
        Tags.empty(),
        () -> program.reload().get().takenOver().toEpochMilli() / 1e3);
  }

  private void limits() {
    CachedSupplier<List<LimitUse>> uses = new CachedSupplier<>(engine::limits, System::nanoTime);
    List<LimitUse> now = uses.get();
    for (int i = 0; i < now.size(); i++) {
      int index = i;
      metrics.counter(
          "limit.hits",
          "Times that a limit refused, discarded or delayed something.",
          Tags.of("limit", now.get(i).key()),
          () -> uses.get().get(index).hits());
    }
  }

  private void statistic(String name, String help, ToDoubleFunction<SessionStats> value) {
    metrics.gauge(name, help, Tags.empty(), () -> value.applyAsDouble(stats.get()));
  }
}
