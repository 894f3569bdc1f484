package io.cablebridge.admin.metrics;

import io.cablebridge.admin.page.ProgramState;
import io.cablebridge.engine.OperatorAccess;
import io.cablebridge.metric.Counters;
import io.cablebridge.monitoring.UpstreamSnapshot;
import io.cablebridge.session.SessionCount;
import io.cablebridge.session.SessionCounters;
import io.cablebridge.session.command.CommandCounters;
import io.cablebridge.session.command.CommandKind;
import io.cablebridge.session.delivery.DeliveryCount;
import io.cablebridge.session.delivery.DeliveryCounters;
import io.cablebridge.stream.BrokerCount;
import io.micrometer.core.instrument.Tags;
import java.util.function.Supplier;

/**
 * The counters of sessions, deliveries, commands, upstreams and requests as metrics. Each part of
 * the engine keeps its own counters anyway; a scrape reads them.
 */
final class CounterMetrics {
  private final MetricBinder metrics;

  private CounterMetrics(MetricBinder metrics) {
    this.metrics = metrics;
  }

  static void bind(OperatorAccess engine, ProgramState program, MetricBinder metrics) {
    CounterMetrics counters = new CounterMetrics(metrics);
    counters.sessions(engine.sessionCounters());
    counters.delivery(engine.sessionCounters().delivery());
    counters.commands(engine.sessionCounters().commands());
    counters.upstreams(engine::upstream);
    counters.broker(engine.brokerCounters());
    counters.requests(program);
  }

  private void sessions(SessionCounters sessions) {
    metrics.counter(
        "sessions.opened",
        "Sessions opened.",
        Tags.empty(),
        () -> sessions.counts().get(SessionCount.OPENED));
    metrics.counters("sessions.closed", "Sessions closed.", "reason", sessions.closed());
  }

  private void delivery(DeliveryCounters delivery) {
    String bytes = "Bytes of messages received, and of all data written to listeners.";
    count(delivery, "message.bytes", bytes, Tags.of("direction", "in"), DeliveryCount.BYTES_IN);
    count(delivery, "message.bytes", bytes, Tags.of("direction", "out"), DeliveryCount.BYTES_OUT);
    count(
        delivery,
        "messages.received",
        "Messages received for sessions, from Rails or from a stream.",
        Tags.empty(),
        DeliveryCount.MESSAGES_IN);
    count(
        delivery,
        "messages.sent",
        "Events written to listeners.",
        Tags.empty(),
        DeliveryCount.MESSAGES_OUT);
    metrics.counters(
        "messages.dropped",
        "Events discarded before any client received them, by the limit that was reached.",
        "reason",
        delivery.drops());
    count(
        delivery,
        "poll.redelivered.messages",
        "Events that a poll received again because they had not been acknowledged.",
        Tags.empty(),
        DeliveryCount.REDELIVERED);
    count(
        delivery,
        "heartbeats.sent",
        "Comment lines that keep streams open.",
        Tags.empty(),
        DeliveryCount.HEARTBEATS);
    count(
        delivery,
        "gaps",
        "Deliveries that reported lost events to a client.",
        Tags.empty(),
        DeliveryCount.GAPS);
    count(
        delivery,
        "write.stalls",
        "Writes to clients that took more than a second.",
        Tags.empty(),
        DeliveryCount.WRITE_STALLS);
    count(
        delivery,
        "slow.consumers",
        "Clients whose response was closed because they read nothing for too long.",
        Tags.of("action", "closed"),
        DeliveryCount.SLOW_CLIENTS);
    metrics.counters("polls", "Polls by result.", "result", delivery.polls());
    metrics.counters(
        "sessions.resumed",
        "Streams that resumed from a position, by outcome.",
        "result",
        delivery.resumes());
  }

  private void commands(CommandCounters commands) {
    String help = "Commands of POSTs, by kind and result.";
    for (CommandKind kind : CommandKind.values()) {
      metrics.counter(
          "commands",
          help,
          Tags.of("command", MetricBinder.value(kind), "result", "accepted"),
          () -> commands.accepted().get(kind));
      metrics.counter(
          "commands",
          help,
          Tags.of("command", MetricBinder.value(kind), "result", "refused"),
          () -> commands.refused().get(kind));
    }
    metrics.counters(
        "subscriptions.rejected",
        "Subscriptions that Rails rejected or did not answer, or that exceeded the limit.",
        "by",
        commands.rejections());
  }

  private void upstreams(Supplier<UpstreamSnapshot> upstream) {
    for (String result : upstream.get().connects().keySet()) {
      metrics.counter(
          "upstream.connects",
          "Attempts to connect to Rails, by result.",
          Tags.of("result", result),
          () -> upstream.get().connects().getOrDefault(result, 0L));
    }
    for (String reason : upstream.get().disconnects().keySet()) {
      metrics.counter(
          "upstream.disconnects",
          "Connections to Rails that ended, and attempts that failed, by reason.",
          Tags.of("reason", reason),
          () -> upstream.get().disconnects().getOrDefault(reason, 0L));
    }
    metrics.counter(
        "upstream.frames.ignored",
        "Frames from Rails that the bridge does not understand.",
        Tags.empty(),
        () -> upstream.get().framesIgnored());
  }

  private void broker(Counters<BrokerCount> broker) {
    metrics.counter(
        "broker.messages.ignored",
        "Messages from the broker that could not be delivered: too long, or malformed.",
        Tags.empty(),
        () -> broker.get(BrokerCount.MESSAGES_IGNORED));
    metrics.counter(
        "broker.connections.lost",
        "Losses of the connection on which the broker receives messages.",
        Tags.empty(),
        () -> broker.get(BrokerCount.CONNECTIONS_LOST));
  }

  private void requests(ProgramState program) {
    metrics.counter(
        "http.requests",
        "Requests to the public server.",
        Tags.empty(),
        () -> program.requests().longValue());
    metrics.counters(
        "requests.rejected",
        "Requests that the public server refused, by error code.",
        "reason",
        program.refusals());
  }

  private void count(
      DeliveryCounters delivery, String name, String help, Tags tags, DeliveryCount what) {
    metrics.counter(name, help, tags, () -> delivery.counts().get(what));
  }
}
