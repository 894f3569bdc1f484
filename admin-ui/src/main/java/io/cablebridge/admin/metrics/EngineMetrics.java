package io.cablebridge.admin.metrics;

import io.cablebridge.admin.page.CachedSupplier;
import io.cablebridge.admin.page.Sources;
import io.cablebridge.health.Check;
import io.cablebridge.monitoring.LimitUse;
import io.cablebridge.session.Totals;
import io.cablebridge.stream.BrokerHealth;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.eclipse.jetty.util.Jetty;

/**
 * The bridge's own metrics, all named {@code cablebridge_…}; {@code docs/operations.md} lists them.
 * Nothing is counted here: a scrape reads what the engine has counted anyway. Labels are of small,
 * fixed sets; none names a session.
 */
final class EngineMetrics {
  private final MeterRegistry registry;

  private EngineMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  static void bind(Sources sources, CachedSupplier<SessionStats> census, MeterRegistry registry) {
    EngineMetrics metrics = new EngineMetrics(registry);
    metrics.build(sources.version());
    metrics.sessions(census, sources.totals());
    metrics.queues(census);
    metrics.messages(sources.totals());
    metrics.commands(sources.totals());
    metrics.upstreams(census, sources.totals());
    metrics.silence(new CachedSupplier<>(sources.observed().longestSilence(), System::nanoTime));
    metrics.streams(census);
    metrics.requests(sources);
    metrics.health(sources);
    metrics.operation(sources);
    metrics.listeners(sources.totals());
    metrics.returning(sources.totals());
    metrics.limits(sources);
  }

  private void build(String version) {
    Tags tags =
        Tags.of("version", version, "java", Runtime.version().toString(), "jetty", Jetty.VERSION);
    gauge("build.info", "What runs; always 1.", tags, () -> 1);
  }

  private void sessions(CachedSupplier<SessionStats> census, Totals totals) {
    for (String transport : SessionStats.TRANSPORTS) {
      for (String state : SessionStats.STATES) {
        gauge(
            "sessions",
            "Sessions that live, by transport (none: no listener now) and state of the upstream.",
            Tags.of("transport", transport, "state", state),
            () -> census.get().sessions(transport, state));
      }
    }
    gauge("sessions.limit", "Sessions that may live at once.", () -> census.get().limit());
    gauge(
        "sessions.remembered",
        "Sessions that have ended and are kept so that a returning client is told.",
        () -> census.get().remembered());
    gauge("listeners", "Responses that read a session now.", () -> census.get().listeners());
    gauge(
        "subscriptions",
        "Subscriptions of the sessions that live.",
        () -> census.get().subscriptions());
    counter("sessions.opened", "Sessions opened.", Tags.empty(), totals.sessionsOpened);
    totals.sessionsClosedBy.forEach(
        (reason, count) ->
            counter("sessions.closed", "Sessions closed.", Tags.of("reason", reason), count));
  }

  private void queues(CachedSupplier<SessionStats> census) {
    gauge(
        "queue.messages",
        "Events held and not yet delivered, of all sessions.",
        () -> census.get().queued());
    gauge(
        "queue.bytes",
        "What all backlogs hold, undelivered or not yet let go.",
        () -> census.get().queueBytes());
    gauge(
        "queue.bytes.max",
        "What the largest backlog holds.",
        () -> census.get().longestQueueBytes());
  }

  private void messages(Totals totals) {
    counter(
        "messages.received",
        "Messages that came for sessions, from Rails or from a stream.",
        Tags.empty(),
        totals.messagesIn);
    counter("messages.sent", "Events written to listeners.", Tags.empty(), totals.messagesOut);
    totals.drops.forEach(
        (cause, count) ->
            counter(
                "messages.dropped",
                "Events that were lost before anybody had them, by what was full.",
                Tags.of("reason", cause.text()),
                count));
    String bytes = "Bytes of the messages that came, and of all that was written to listeners.";
    counter("message.bytes", bytes, Tags.of("direction", "in"), totals.bytesIn);
    counter("message.bytes", bytes, Tags.of("direction", "out"), totals.bytesOut);
    counter(
        "poll.redelivered.messages",
        "Events that polls were given again because nobody had acknowledged them.",
        Tags.empty(),
        totals.redelivered);
  }

  private void commands(Totals totals) {
    String help = "Requests of POSTs, by what they wished and how they were answered.";
    totals.commandsAccepted.forEach(
        (kind, count) ->
            counter(
                "commands", help, Tags.of("command", kind.text(), "result", "accepted"), count));
    totals.commandsRefused.forEach(
        (kind, count) ->
            counter("commands", help, Tags.of("command", kind.text(), "result", "refused"), count));
    String rejected =
        "Subscriptions that Rails rejected or never answered, or that were one too many.";
    counter(
        "subscriptions.rejected",
        rejected,
        Tags.of("by", "upstream"),
        totals.subscriptionsRejected);
    counter(
        "subscriptions.rejected", rejected, Tags.of("by", "limit"), totals.subscriptionsRefused);
  }

  private void upstreams(CachedSupplier<SessionStats> census, Totals totals) {
    for (String state : SessionStats.STATES) {
      gauge(
          "upstream.connections",
          "Upstreams of the sessions that live.",
          Tags.of("state", state),
          () -> census.get().upstreams(state));
    }
    String connects = "Connects to Rails, by how they went.";
    counter("upstream.connects", connects, Tags.of("result", "welcomed"), totals.upstreamsWelcomed);
    counter("upstream.connects", connects, Tags.of("result", "refused"), totals.upstreamsRefused);
    counter("upstream.connects", connects, Tags.of("result", "failed"), totals.upstreamsFailed);
    totals.upstreamDisconnects.forEach(
        (reason, count) ->
            counter(
                "upstream.disconnects",
                "Connections to Rails that were lost, or did not come about.",
                Tags.of("reason", reason),
                count));
    counter(
        "upstream.frames.ignored",
        "Frames from Rails that mean nothing to the bridge.",
        Tags.empty(),
        totals.framesIgnored);
  }

  private void silence(CachedSupplier<Duration> longest) {
    gauge(
        "upstream.last.ping.age.seconds",
        "How long the most silent of the open connections to Rails has said nothing.",
        () -> longest.get().toMillis() / 1e3);
  }

  private void streams(CachedSupplier<SessionStats> census) {
    gauge("shared.streams", "Streams that have readers.", () -> census.get().streams());
    gauge("fanout.subscribers", "Readers of these streams.", () -> census.get().streamReaders());
  }

  private void requests(Sources sources) {
    counter(
        "http.requests",
        "Requests that have come to the public door.",
        Tags.empty(),
        sources.requests());
    sources
        .refusals()
        .forEach(
            (code, count) ->
                counter(
                    "requests.rejected",
                    "Requests that the public door has refused, by error code.",
                    Tags.of("reason", code),
                    count));
  }

  private void health(Sources sources) {
    gauge(
        "ready",
        "1 when /health/ready says so, 0 otherwise.",
        () -> sources.readiness().verdict().isReady() ? 1 : 0);
    for (Check check : sources.readiness().checks()) {
      gauge(
          "check.passed",
          "1 when a check of the health finds all well, 0 otherwise.",
          Tags.of("check", check.reason()),
          () -> check.problem() == null ? 1 : 0);
    }
    Supplier<BrokerHealth> broker = sources.broker();
    gauge(
        "broker.up",
        "1 when the broker of the streams is well, 0 otherwise.",
        Tags.of("broker", broker.get().name()),
        () -> broker.get().isWell() ? 1 : 0);
  }

  private void operation(Sources sources) {
    gauge(
        "draining",
        "1 when no new sessions are taken because the process drains or ends, 0 otherwise.",
        () -> sources.drain().get().draining() ? 1 : 0);
    gauge(
        "config.reload.success",
        "1 when the last reading of the configuration could be taken over, 0 otherwise.",
        () -> sources.reload().get().successful() ? 1 : 0);
    gauge(
        "config.last.reload.timestamp.seconds",
        "When the configuration was taken over the last time, since 1970; the start counts.",
        () -> sources.reload().get().takenOver().toEpochMilli() / 1e3);
  }

  private void listeners(Totals totals) {
    counter(
        "heartbeats.sent",
        "Comment lines that keep streams open.",
        Tags.empty(),
        totals.heartbeats);
    counter("gaps", "Times that a client was told of lost events.", Tags.empty(), totals.gaps);
    counter(
        "write.stalls",
        "Writes to clients that took over a second.",
        Tags.empty(),
        totals.writeStalls);
    counter(
        "slow.consumers",
        "Clients that took nothing for so long that they were given up.",
        Tags.of("action", "closed"),
        totals.slowClients);
  }

  private void returning(Totals totals) {
    totals.polls.forEach(
        (result, count) ->
            counter("polls", "Polls, by how they ended.", Tags.of("result", result.text()), count));
    totals.resumed.forEach(
        (result, count) ->
            counter(
                "sessions.resumed",
                "Streams that came back with a position, by what they found.",
                Tags.of("result", result.text()),
                count));
  }

  private void limits(Sources sources) {
    CachedSupplier<List<LimitUse>> uses =
        new CachedSupplier<>(sources.observed().limits(), System::nanoTime);
    List<LimitUse> now = uses.get();
    for (int i = 0; i < now.size(); i++) {
      int index = i;
      FunctionCounter.builder(
              "cablebridge.limit.hits", sources, any -> uses.get().get(index).hits())
          .description("Times that something was refused, dropped or delayed by a limit.")
          .tags(Tags.of("limit", now.get(i).key()))
          .register(registry);
    }
  }

  private void gauge(String name, String help, Supplier<Number> value) {
    gauge(name, help, Tags.empty(), value);
  }

  private void gauge(String name, String help, Tags tags, Supplier<Number> value) {
    Gauge.builder("cablebridge." + name, value).description(help).tags(tags).register(registry);
  }

  private void counter(String name, String help, Tags tags, Number count) {
    ToDoubleFunction<Number> value = Number::doubleValue;
    FunctionCounter.builder("cablebridge." + name, count, value)
        .description(help)
        .tags(tags)
        .register(registry);
  }
}
