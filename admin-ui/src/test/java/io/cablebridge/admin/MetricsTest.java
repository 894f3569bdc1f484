package io.cablebridge.admin;

import static io.cablebridge.admin.RunningConsole.engine;
import static io.cablebridge.admin.RunningConsole.failing;
import static io.cablebridge.admin.RunningConsole.session;
import static io.cablebridge.admin.RunningConsole.well;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.health.Check;
import io.cablebridge.health.ReloadState;
import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.DrainProgress;
import io.cablebridge.session.SessionCount;
import io.cablebridge.session.SessionCounters;
import io.cablebridge.session.command.CommandKind;
import io.cablebridge.session.command.RejectedBy;
import io.cablebridge.session.delivery.DeliveryCount;
import io.cablebridge.session.delivery.DropCause;
import io.cablebridge.session.delivery.PollResult;
import io.cablebridge.session.delivery.ResumeOutcome;
import io.cablebridge.session.diagnostics.EngineSnapshot;
import io.cablebridge.session.diagnostics.ReadBy;
import io.cablebridge.session.diagnostics.SessionSnapshot;
import io.cablebridge.stream.BrokerHealth;
import io.cablebridge.stream.StreamSnapshot;
import io.cablebridge.upstream.cable.CableCount;
import io.cablebridge.upstream.cable.CableCounters;
import io.cablebridge.upstream.cable.ConnectResult;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What Prometheus reads. */
class MetricsTest {
  private static final String ROOM = "{\"channel\":\"ChatChannel\",\"room\":\"lobby\"}";
  private static final Path REFERENCE = Path.of("../docs/operations.md");
  private static final Pattern EXPORTED = Pattern.compile("(?m)^# TYPE (cablebridge_\\w+) (\\w+)$");
  private static final Pattern DOCUMENTED =
      Pattern.compile("(?m)^\\| `(cablebridge_\\w+)` \\| (\\w+) \\|");

  private final FakeEngine fake = new FakeEngine(() -> engine(List.of()));
  private final SessionCounters counters = fake.counters;
  private final CableCounters cable = fake.cable;

  MetricsTest() {
    fake.reload = new ReloadState(true, Instant.ofEpochMilli(1_700_000_000_250L));
    fake.streams =
        () ->
            List.of(
                new StreamSnapshot("s3cr3t", 4, 100, 5, 600),
                new StreamSnapshot("other", 3, 1, 0, 0));
  }

  private RunningConsole console(
      Supplier<EngineSnapshot> engine, BrokerHealth broker, Check... checks) throws Exception {
    fake.snapshot = engine;
    return new RunningConsole(fake.with(broker).with(checks));
  }

  private RunningConsole console(SessionSnapshot... sessions) throws Exception {
    return console(
        () -> engine(List.of(sessions)), new BrokerHealth("memory", null, Instant.EPOCH), well());
  }

  @Test
  void aDrainAndAFailedReloadAreSeen() throws Exception {
    try (RunningConsole console = console()) {
      assertThat(scrape(console))
          .contains(
              "cablebridge_draining 0.0",
              "cablebridge_config_reload_success 1.0",
              "cablebridge_config_last_reload_timestamp_seconds 1.70000000025E9");
      fake.drain = new DrainProgress(true, 7, 3, Duration.ofSeconds(2), Duration.ofMinutes(1));
      fake.reload = fake.reload.failed();
      assertThat(scrape(console))
          .contains(
              "cablebridge_draining 1.0",
              "cablebridge_config_reload_success 0.0",
              "cablebridge_config_last_reload_timestamp_seconds 1.70000000025E9");
    }
  }

  private static List<String> scrape(RunningConsole console) throws Exception {
    HttpResponse<String> answer = console.get("/metrics");
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body().lines().toList();
  }

  @Test
  void theFormatIsThatOfPrometheus() throws Exception {
    try (RunningConsole console = console()) {
      assertThat(console.get("/metrics").headers().firstValue("Content-Type"))
          .hasValue("text/plain; version=0.0.4; charset=utf-8");
    }
  }

  @Test
  void sessionsAreCountedByTransportAndState() throws Exception {
    try (RunningConsole console =
        console(
            session("a", "sse", "open", ROOM),
            session("b", "sse", "open", ROOM),
            session("c", "poll", "reconnecting", ROOM),
            session("d", "none", "closed", ROOM))) {
      assertThat(scrape(console))
          .contains(
              "cablebridge_sessions{state=\"open\",transport=\"sse\"} 2.0",
              "cablebridge_sessions{state=\"reconnecting\",transport=\"poll\"} 1.0",
              "cablebridge_sessions{state=\"connecting\",transport=\"none\"} 0.0",
              "cablebridge_sessions_limit 9000.0",
              "cablebridge_sessions_remembered 1.0",
              "cablebridge_listeners 3.0",
              "cablebridge_subscriptions 3.0",
              "cablebridge_upstream_connections{state=\"open\"} 2.0",
              "cablebridge_upstream_connections{state=\"connecting\"} 0.0",
              "cablebridge_upstream_connections{state=\"reconnecting\"} 1.0")
          .noneMatch(line -> line.contains("state=\"closed\""));
    }
  }

  @Test
  void queuesAreSummed() throws Exception {
    try (RunningConsole console = console(queued(3, 200), queued(4, 500))) {
      assertThat(scrape(console))
          .contains(
              "cablebridge_queue_messages 7.0",
              "cablebridge_queue_bytes 700.0",
              "cablebridge_queue_bytes_max 500.0");
    }
  }

  @Test
  void streamsAndTheirReadersAreCounted() throws Exception {
    try (RunningConsole console = console()) {
      assertThat(scrape(console))
          .contains("cablebridge_shared_streams 2.0", "cablebridge_fanout_subscribers 7.0");
    }
  }

  private static SessionSnapshot queued(long length, long bytes) {
    return new SessionSnapshot(
        "a",
        ReadBy.SSE,
        Duration.ofSeconds(1),
        List.of(),
        1,
        length,
        256,
        bytes,
        0,
        UpstreamState.OPEN,
        "",
        "",
        0,
        0,
        Duration.ZERO);
  }

  @Test
  void whatIsCountedAnywayIsRead() throws Exception {
    try (RunningConsole console = console()) {
      assertThat(scrape(console)).contains("cablebridge_messages_received_total 0.0");
      counters.delivery().counts().add(DeliveryCount.MESSAGES_IN, 11);
      counters.delivery().counts().add(DeliveryCount.MESSAGES_OUT, 12);
      counters.delivery().drops().add(DropCause.QUEUE_BYTES, 13);
      counters.counts().add(SessionCount.OPENED, 14);
      counters.closed().add("expired", 15);
      cable.counts().add(CableCount.FRAMES_IGNORED, 16);
      cable.connects().add(ConnectResult.WELCOMED, 17);
      cable.connects().add(ConnectResult.REFUSED, 18);
      cable.connects().add(ConnectResult.FAILED, 19);
      cable.disconnects().add("stale", 20);
      counters.delivery().counts().add(DeliveryCount.HEARTBEATS, 23);
      counters.delivery().counts().add(DeliveryCount.GAPS, 24);
      counters.delivery().counts().add(DeliveryCount.SLOW_CLIENTS, 25);
      counters.delivery().polls().add(PollResult.EMPTY, 26);
      counters.delivery().resumes().add(ResumeOutcome.GAP, 27);
      counters.delivery().counts().add(DeliveryCount.BYTES_IN, 28);
      counters.delivery().counts().add(DeliveryCount.BYTES_OUT, 29);
      counters.delivery().counts().add(DeliveryCount.REDELIVERED, 30);
      counters.commands().accepted().add(CommandKind.SEND, 31);
      counters.commands().refused().add(CommandKind.SUBSCRIBE, 32);
      counters.commands().rejections().add(RejectedBy.UPSTREAM, 33);
      counters.commands().rejections().add(RejectedBy.LIMIT, 34);
      counters.delivery().pollWaits().record(30_000_000_000L);
      counters.commands().latency().record(300_000);
      counters.delivery().latency().record(2_000_000);
      fake.requests.add(21);
      fake.refusals.get("session_busy").add(22);
      assertThat(scrape(console))
          .contains(
              "cablebridge_messages_received_total 11.0",
              "cablebridge_messages_sent_total 12.0",
              "cablebridge_messages_dropped_total{reason=\"queue_bytes\"} 13.0",
              "cablebridge_messages_dropped_total{reason=\"memory\"} 0.0",
              "cablebridge_message_bytes_total{direction=\"in\"} 28.0",
              "cablebridge_message_bytes_total{direction=\"out\"} 29.0",
              "cablebridge_poll_redelivered_messages_total 30.0",
              "cablebridge_commands_total{command=\"send\",result=\"accepted\"} 31.0",
              "cablebridge_commands_total{command=\"subscribe\",result=\"refused\"} 32.0",
              "cablebridge_subscriptions_rejected_total{by=\"upstream\"} 33.0",
              "cablebridge_subscriptions_rejected_total{by=\"limit\"} 34.0",
              "cablebridge_sessions_opened_total 14.0",
              "cablebridge_sessions_closed_total{reason=\"expired\"} 15.0",
              "cablebridge_sessions_closed_total{reason=\"upstream\"} 0.0",
              "cablebridge_upstream_frames_ignored_total 16.0",
              "cablebridge_upstream_connects_total{result=\"welcomed\"} 17.0",
              "cablebridge_upstream_connects_total{result=\"refused\"} 18.0",
              "cablebridge_upstream_connects_total{result=\"failed\"} 19.0",
              "cablebridge_upstream_disconnects_total{reason=\"stale\"} 20.0",
              "cablebridge_heartbeats_sent_total 23.0",
              "cablebridge_gaps_total 24.0",
              "cablebridge_slow_consumers_total{action=\"closed\"} 25.0",
              "cablebridge_polls_total{result=\"empty\"} 26.0",
              "cablebridge_polls_total{result=\"gone\"} 0.0",
              "cablebridge_sessions_resumed_total{result=\"gap\"} 27.0",
              "cablebridge_poll_wait_seconds_bucket{le=\"10.0\"} 0",
              "cablebridge_poll_wait_seconds_bucket{le=\"60.0\"} 1",
              "cablebridge_command_seconds_bucket{le=\"5.0E-4\"} 1",
              "cablebridge_delivery_seconds_bucket{le=\"0.001\"} 0",
              "cablebridge_delivery_seconds_bucket{le=\"0.0025\"} 1",
              "cablebridge_delivery_seconds_count 1",
              "cablebridge_http_requests_total 21.0",
              "cablebridge_requests_rejected_total{reason=\"session_busy\"} 22.0",
              "cablebridge_limit_hits_total{limit=\"http.max-body\"} 3.0");
    }
  }

  @Test
  void theHealthIsRead() throws Exception {
    try (RunningConsole console = console()) {
      assertThat(scrape(console))
          .contains(
              "cablebridge_ready 1.0",
              "cablebridge_check_passed{check=\"upstream_away\"} 1.0",
              "cablebridge_broker_up{broker=\"memory\"} 1.0");
    }
    BrokerHealth redis = new BrokerHealth("redis", "connection refused", Instant.EPOCH);
    try (RunningConsole console =
        console(() -> engine(List.of()), redis, failing("It fails", Instant.EPOCH))) {
      assertThat(scrape(console))
          .contains(
              "cablebridge_ready 0.0",
              "cablebridge_check_passed{check=\"upstream_away\"} 0.0",
              "cablebridge_broker_up{broker=\"redis\"} 0.0");
    }
  }

  @Test
  void theBuildAndTheProcessAreNamed() throws Exception {
    try (RunningConsole console = console()) {
      assertThat(scrape(console))
          .anyMatch(
              line -> line.matches("cablebridge_build_info\\{.*version=\"1\\.2\\.3\"} 1(\\.0)?"))
          .anyMatch(line -> line.matches("process_open_fds [1-9].*"))
          .anyMatch(line -> line.matches("process_max_fds [1-9].*"))
          .anyMatch(line -> line.matches("process_resident_memory_bytes [1-9].*"))
          .anyMatch(line -> line.matches("process_cpu_seconds_total [0-9].*"))
          .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
          .anyMatch(line -> line.startsWith("jvm_threads_live_threads "));
    }
  }

  @Test
  void nothingOfASessionIsInThem() throws Exception {
    try (RunningConsole console = console(session("k3f9", "sse", "open", ROOM))) {
      assertThat(String.join("\n", scrape(console)))
          .doesNotContain("k3f9")
          .doesNotContain("s3cr3t")
          .doesNotContain("ChatChannel")
          .doesNotContain("lobby");
    }
  }

  @Test
  void oneScrapeWalksTheSessionsOnce() throws Exception {
    AtomicInteger walks = new AtomicInteger();
    Supplier<EngineSnapshot> counting =
        () -> {
          walks.incrementAndGet();
          return engine(List.of());
        };
    try (RunningConsole console =
        console(counting, new BrokerHealth("memory", null, Instant.EPOCH), well())) {
      scrape(console);
      assertThat(walks).hasValue(1);
    }
  }

  @Test
  void aStrangersHostIsRefused() throws Exception {
    try (RunningConsole console = console()) {
      assertThat(
              console.exchange(
                  "GET /metrics HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 421 ");
    }
  }

  @Test
  void theReferenceListsEachMetricWithItsType() throws Exception {
    try (RunningConsole console = console()) {
      assertThat(all(DOCUMENTED, Files.readString(REFERENCE)))
          .containsExactlyElementsOf(all(EXPORTED, String.join("\n", scrape(console))));
    }
  }

  private static Iterable<String> all(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1) + " " + found.group(2))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
