package io.cablebridge.admin.metrics;

import io.cablebridge.admin.page.CachedSupplier;
import io.cablebridge.admin.page.ProgramState;
import io.cablebridge.admin.page.SessionWords;
import io.cablebridge.admin.security.Audit;
import io.cablebridge.engine.OperatorAccess;
import io.cablebridge.health.Check;
import io.cablebridge.metric.Counters;
import io.cablebridge.monitoring.LimitUse;
import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.SessionCount;
import io.cablebridge.session.SessionCounters;
import io.cablebridge.session.command.CommandCounters;
import io.cablebridge.session.command.CommandKind;
import io.cablebridge.session.delivery.DeliveryCount;
import io.cablebridge.session.delivery.DeliveryCounters;
import io.cablebridge.session.diagnostics.ReadBy;
import io.cablebridge.stream.BrokerCount;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.util.Jetty;

/**
 * The bridge's own metrics, all named {@code cablebridge_…}; {@code docs/operations.md} lists them.
 * Each part of the engine keeps its counters anyway; a scrape reads them. Labels come from small,
 * fixed sets; none names a session.
 */
final class EngineMetrics {
  private final PrometheusMeterRegistry registry;
  private final OperatorAccess engine;
  private final CachedSupplier<SessionStats> stats;

  EngineMetrics(PrometheusMeterRegistry registry, OperatorAccess engine) {
    this.registry = registry;
    this.engine = engine;
    this.stats =
        new CachedSupplier<>(
            () -> SessionStats.of(engine.snapshot(), engine.streams()), System::nanoTime);
  }

  void bind(ProgramState program, Audit audit) {
    program(program);
    console(audit);
    sessions();
    queuesAndStreams();
    delivery(engine.sessionCounters().delivery());
    polls(engine.sessionCounters().delivery());
    commands(engine.sessionCounters().commands());
    upstreams();
    broker(engine.brokerCounters());
    health();
    limits();
  }

  private Metric help(String text) {
    return new Metric(registry, text);
  }

  private void program(ProgramState program) {
    String java = Runtime.version().toString();
    String[] versions = {"version", program.version(), "java", java, "jetty", Jetty.VERSION};
    help("The running version; always 1.").gauge("build.info", () -> 1, versions);
    help("1 if the last reload of the configuration succeeded, 0 otherwise.")
        .gauge("config.reload.success", () -> program.reload().get().successful() ? 1 : 0);
    help("Time of the last successful reload in seconds since 1970; the start counts as one.")
        .gauge(
            "config.last.reload.timestamp.seconds",
            () -> program.reload().get().takenOver().toEpochMilli() / 1e3);
    help("Requests to the public server.")
        .counter("http.requests", () -> program.requests().longValue());
    help("Requests that the public server refused, by error code.")
        .counters("requests.rejected", "reason", program::refusals);
    help("Requests that were malformed or too slow, and resets of HTTP/2, by kind.")
        .counters("client.faults", "fault", program::faults);
    help("Lines of the log that standard output did not take in time.")
        .counter("log.lines.dropped", program.droppedLogLines());
  }

  private void console(Audit audit) {
    help("Logins to the console.").counters("admin.logins", "result", audit.logins());
    help("Commands of operators.").counters("admin.actions", "action", audit.actions());
  }

  private void sessions() {
    for (UpstreamState state : SessionWords.LIVE_STATES) {
      for (ReadBy transport : ReadBy.values()) {
        help("Live sessions by transport (none: no listener at present) and state of the upstream.")
            .gauge(
                "sessions",
                () -> stats.get().counts().get(transport, state),
                "transport",
                transport.text(),
                "state",
                state.text());
      }
    }
    help("Maximum number of live sessions.").gauge("sessions.limit", () -> stats.get().limit());
    help("Closed sessions that are kept, so that a returning client learns of the end.")
        .gauge("sessions.remembered", () -> stats.get().remembered());
    help("Responses that read a session now.").gauge("listeners", () -> stats.get().listeners());
    help("Subscriptions of the live sessions.")
        .gauge("subscriptions", () -> stats.get().subscriptions());
    SessionCounters counters = engine.sessionCounters();
    help("Sessions opened.")
        .counter("sessions.opened", () -> counters.counts().get(SessionCount.OPENED));
    help("Sessions closed.").counters("sessions.closed", "reason", counters.closed());
    help("Lifetime of sessions.")
        .histogram("session_duration_seconds", counters.durations()::reading);
  }

  private void queuesAndStreams() {
    help("Events held for delivery, over all sessions.")
        .gauge("queue.messages", () -> stats.get().queued());
    help("Bytes of all backlogs: events not yet delivered, and events kept for a resume.")
        .gauge("queue.bytes", () -> stats.get().queueBytes());
    help("Bytes of the largest backlog.")
        .gauge("queue.bytes.max", () -> stats.get().longestQueueBytes());
    help("Streams with subscribers.").gauge("shared.streams", () -> stats.get().streams());
    help("Subscribers of these streams.")
        .gauge("fanout.subscribers", () -> stats.get().streamReaders());
  }

  private void delivery(DeliveryCounters delivery) {
    Counters<DeliveryCount> counts = delivery.counts();
    Metric bytes = help("Bytes of messages received, and of all data written to listeners.");
    bytes.counter("message.bytes", () -> counts.get(DeliveryCount.BYTES_IN), "direction", "in");
    bytes.counter("message.bytes", () -> counts.get(DeliveryCount.BYTES_OUT), "direction", "out");
    help("Messages received for sessions, from Rails or from a stream.")
        .counter("messages.received", () -> counts.get(DeliveryCount.MESSAGES_IN));
    help("Events written to listeners.")
        .counter("messages.sent", () -> counts.get(DeliveryCount.MESSAGES_OUT));
    help("Events discarded before any client received them, by the limit that was reached.")
        .counters("messages.dropped", "reason", delivery.drops());
    help("Comment lines that keep streams open.")
        .counter("heartbeats.sent", () -> counts.get(DeliveryCount.HEARTBEATS));
    help("Deliveries that reported lost events to a client.")
        .counter("gaps", () -> counts.get(DeliveryCount.GAPS));
    help("Writes to clients that took more than a second.")
        .counter("write.stalls", () -> counts.get(DeliveryCount.WRITE_STALLS));
    help("Clients whose response was closed because they read nothing for too long.")
        .counter(
            "slow.consumers", () -> counts.get(DeliveryCount.SLOW_CLIENTS), "action", "closed");
    help("Streams that resumed from a position, by outcome.")
        .counters("sessions.resumed", "result", delivery.resumes());
    help("From the arrival of a frame to the end of the write that carries it, for clients that"
            + " were connected when it arrived.")
        .histogram("delivery_seconds", delivery.latency()::reading);
  }

  private void polls(DeliveryCounters delivery) {
    help("Polls by result.").counters("polls", "result", delivery.polls());
    help("Events that a poll received again because they had not been acknowledged.")
        .counter(
            "poll.redelivered.messages", () -> delivery.counts().get(DeliveryCount.REDELIVERED));
    help("From the beginning of a poll to its answer.")
        .histogram("poll_wait_seconds", delivery.pollWaits()::reading);
  }

  private void commands(CommandCounters commands) {
    commands("accepted", commands.accepted());
    commands("refused", commands.refused());
    help("Subscriptions that Rails rejected or did not answer, or that exceeded the limit.")
        .counters("subscriptions.rejected", "by", commands.rejections());
    help("From the reading of a POST to its answer.")
        .histogram("command_seconds", commands.latency()::reading);
  }

  private void commands(String result, Counters<CommandKind> counts) {
    for (CommandKind kind : counts.keys()) {
      help("Commands of POSTs, by kind and result.")
          .counter(
              "commands", () -> counts.get(kind), "command", Metric.value(kind), "result", result);
    }
  }

  private void upstreams() {
    for (UpstreamState state : SessionWords.LIVE_STATES) {
      help("Upstreams of the live sessions, by state.")
          .gauge(
              "upstream.connections", () -> stats.get().counts().get(state), "state", state.text());
    }
    CachedSupplier<Duration> silence =
        new CachedSupplier<>(engine::longestSilence, System::nanoTime);
    help("Time since the last frame of the most silent open connection to Rails.")
        .gauge("upstream.last.ping.age.seconds", () -> silence.get().toMillis() / 1e3);
    help("Attempts to connect to Rails, by result.")
        .counters("upstream.connects", "result", () -> engine.upstream().connects());
    help("Connections to Rails that ended, and attempts that failed, by reason.")
        .counters("upstream.disconnects", "reason", () -> engine.upstream().disconnects());
    help("Frames from Rails that the bridge does not understand.")
        .counter("upstream.frames.ignored", () -> engine.upstream().framesIgnored());
    help("From the beginning of a connect to the welcome of Rails.")
        .histogram("upstream_connect_seconds", () -> engine.upstream().welcomes());
  }

  private void broker(Counters<BrokerCount> counts) {
    help("1 if the broker of the streams works, 0 otherwise.")
        .gauge(
            "broker.up", () -> engine.broker().isWell() ? 1 : 0, "broker", engine.broker().name());
    help("Messages from the broker that could not be delivered: too long, or malformed.")
        .counter("broker.messages.ignored", () -> counts.get(BrokerCount.MESSAGES_IGNORED));
    help("Losses of the connection on which the broker receives messages.")
        .counter("broker.connections.lost", () -> counts.get(BrokerCount.CONNECTIONS_LOST));
  }

  private void health() {
    help("1 if /health/ready answers 200, 0 otherwise.")
        .gauge("ready", () -> engine.health().report().isReady() ? 1 : 0);
    for (Check check : engine.health().checks()) {
      help("1 if this health check finds no problem, 0 otherwise.")
          .gauge("check.passed", () -> check.problem() == null ? 1 : 0, "check", check.reason());
    }
    help("1 while no new sessions are accepted because the process drains or stops, 0 otherwise.")
        .gauge("draining", () -> engine.drainProgress().draining() ? 1 : 0);
  }

  private void limits() {
    CachedSupplier<List<LimitUse>> uses = new CachedSupplier<>(engine::limits, System::nanoTime);
    List<LimitUse> now = uses.get();
    for (int i = 0; i < now.size(); i++) {
      int index = i;
      help("Times that a limit refused, discarded or delayed something.")
          .counter("limit.hits", () -> uses.get().get(index).hits(), "limit", now.get(i).key());
    }
  }
}
