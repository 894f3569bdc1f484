package io.cablebridge.admin;

import static io.cablebridge.admin.RunningConsole.engine;
import static io.cablebridge.admin.RunningConsole.session;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cablebridge.admin.page.ConfigurationEntry;
import io.cablebridge.metric.LatencyHistogram;
import io.cablebridge.monitoring.Incident;
import io.cablebridge.monitoring.LimitUse;
import io.cablebridge.monitoring.Sample;
import io.cablebridge.monitoring.Severity;
import io.cablebridge.monitoring.UpstreamSnapshot;
import io.cablebridge.session.diagnostics.ActivityKind;
import io.cablebridge.session.diagnostics.FrameKind;
import io.cablebridge.session.diagnostics.SessionDetail;
import io.cablebridge.session.diagnostics.SessionDetail.SubscriptionSource;
import io.cablebridge.session.diagnostics.SessionDetail.SubscriptionState;
import io.cablebridge.session.diagnostics.SessionSnapshot;
import io.cablebridge.stream.StreamSnapshot;
import io.cablebridge.upstream.cable.ConnectResult;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of what was observed, and the same as JSON. */
class OtherPagesTest {
  private static final Instant AT = Instant.parse("2026-11-22T20:55:52Z");
  private static final String HOSTILE = "<script>alert(1)</script>";
  private static final SessionSnapshot SESSION =
      session("k3f9", "sse", "open", "{\"channel\":\"Chat\"}");

  private static FakeEngine fake() {
    FakeEngine engine = new FakeEngine(() -> engine(List.of(SESSION), 44, 500, 2_048));
    engine.trends = List.of(sample(0, 10, Double.NaN), sample(10, 30, 1.25));
    engine.incidents = List.of(new Incident(AT, Severity.ALARM, "Rails is away " + HOSTILE));
    engine.limits =
        List.of(
            new LimitUse("session.max-sessions", "Sessions at once", 100, 44, 9, 3, ""),
            new LimitUse("session.queue-events", "Queue", 500, -1, 2, 0, ""),
            new LimitUse("session.queue-bytes", "Queue", 2_048, -1, 0, 0, "bytes"));
    engine.cable.connects().add(ConnectResult.WELCOMED, 1_234);
    engine.cable.disconnects().add("stale", 5);
    LatencyHistogram welcomes = engine.cable.welcomes();
    List.of(9, 9, 20, 20, 20).forEach(millis -> welcomes.record(millis * 1_000_000L));
    engine.upstream = () -> UpstreamSnapshot.of(engine.cable, 6);
    engine.longestSilence = Duration.ofSeconds(3);
    engine.known = "k3f9";
    engine.detail = detail();
    engine.configuration =
        List.of(
            new ConfigurationEntry("http.port", "9", "bridge.yml:3", "8080", false),
            new ConfigurationEntry("log.level", "info", "default", "info", true));
    return engine;
  }

  private static Sample sample(int seconds, int sse, double millis) {
    boolean first = seconds == 0;
    return new Sample(
        AT.plusSeconds(seconds),
        sse,
        2,
        1,
        9,
        1,
        3,
        first ? 5 : 6,
        1_234.5,
        first ? 0 : 7,
        first ? 0.5 : 3,
        millis,
        millis);
  }

  private static SessionDetail detail() {
    return new SessionDetail(
        SESSION,
        2_048,
        List.of(new SessionDetail.Activity(AT, ActivityKind.UPSTREAM_LOST, HOSTILE)),
        List.of(
            new SessionDetail.Subscription(
                "{\"channel\":\"" + HOSTILE + "\"}",
                SubscriptionState.CONFIRMED,
                SubscriptionSource.CABLE)),
        List.of(new SessionDetail.Header("User-Agent", HOSTILE)),
        List.of(new SessionDetail.Frame(AT, FrameKind.MESSAGE, 77)));
  }

  private static RunningConsole console() throws Exception {
    return new RunningConsole(fake());
  }

  private static String page(RunningConsole console, String path) throws Exception {
    HttpResponse<String> answer = console.get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    assertThat(answer.body()).doesNotContain("<script>", "style=");
    return text(answer.body());
  }

  private static JsonNode json(RunningConsole console, String path) throws Exception {
    HttpResponse<String> answer = console.get(path);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    return new JsonMapper().readTree(answer.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/sessions",
        "/sessions/k3f9",
        "/streams",
        "/upstream",
        "/limits",
        "/configuration"
      })
  void everyPageHasTheNavigationAndOneHeading(String path) throws Exception {
    try (RunningConsole console = console()) {
      String page = console.get(path).body();
      assertThat(page.split("<h1", -1)).hasSize(2);
      assertThat(page)
          .contains("<nav aria-label=\"Pages\">", "href=\"#main\"", "<main id=\"main\"")
          .contains(
              "href=\"/sessions\"",
              "href=\"/streams\"",
              "href=\"/upstream\"",
              "href=\"/limits\"",
              "href=\"/configuration\"");
      assertThat(page.split("aria-current=\"page\"", -1)).hasSize(2);
      assertThat(page).containsPattern("JSON: <a href=\"/api/[^\"]+\"");
    }
  }

  @Test
  void theOverviewShowsPaceLineIncidentsAndDrain() throws Exception {
    try (RunningConsole console = console()) {
      assertThat(page(console, "/"))
          .contains("peak 44", "1,235 delivered")
          .contains("latency p50 1.25 ms")
          .contains("2026-11-22 20:55:52 UTC alarm Rails is away &lt;script&gt;")
          .contains("Only an operator may do that");
      assertThat(console.get("/").body())
          .containsPattern("data-column=\"sessions\"[^>]* data-colour=\"accent\"");
      JsonNode json = json(console, "/api/overview");
      assertThat(json.at("/pace/latency_p50_millis").asDouble()).isEqualTo(1.25);
      assertThat(json.at("/incidents/0/severity").asText()).isEqualTo("alarm");
      assertThat(json.at("/drain/draining").asBoolean(true)).isFalse();
      assertThat(json.has("worst")).isFalse();
    }
  }

  @Test
  void theLastHourIsFourChartsWithTheirWords() throws Exception {
    try (RunningConsole console = console()) {
      assertThat(page(console, "/"))
          .contains("Sessions All : 13 to 33, now 33 SSE : 10 to 30, now 30 Poll : 2 to 2, now 2")
          .contains("Messages per second Received : 5 to 6, now 6")
          .contains("Delivered : 1,235 to 1,235, now 1,235")
          .contains("Drops and gaps per second Dropped : 0 to 7, now 7 Gaps : 0.50 to 3, now 3")
          .contains("Delivery latency in ms p50 : 1.25 to 1.25 ms, now 1.25 ms p99");
      assertThat(console.get("/").body())
          .containsPattern(
              "(?s)role=\"img\"[^>]* aria-labelledby=\"chart-losses\""
                  + " aria-describedby=\"words-losses\".*<ul id=\"words-losses\"")
          .doesNotContain("<svg")
          .contains("data-column=\"gaps\"", "data-column=\"p99_millis\"");
    }
  }

  @Test
  void everyLineOfAChartIsAColumnOfTheTrends() throws Exception {
    try (RunningConsole console = console()) {
      JsonNode trends = json(console, "/api/trends");
      Matcher column = Pattern.compile("data-column=\"(\\w+)\"").matcher(console.get("/").body());
      assertThat(column.results().map(each -> each.group(1)))
          .hasSize(9)
          .allMatch(name -> name.equals("sessions") || trends.has(name)); // the script adds them up
    }
  }

  @Test
  void gapsAreCountedAndTheirPaceIsShown() throws Exception {
    try (RunningConsole console = console()) {
      assertThat(page(console, "/"))
          .contains("dropped 42 gaps 0 ")
          .contains("dropped 7.00 gaps 3.00 latency p50");
      JsonNode json = json(console, "/api/overview");
      assertThat(json.at("/messages/gaps").isIntegralNumber()).isTrue();
      assertThat(json.at("/pace/gaps_per_second").asDouble()).isEqualTo(3);
    }
  }

  @Test
  void theTrendsAreColumnsWithNullForNothing() throws Exception {
    try (RunningConsole console = console()) {
      JsonNode json = json(console, "/api/trends");
      assertThat(json.path("at").toString())
          .isEqualTo("[" + AT.getEpochSecond() + "," + (AT.getEpochSecond() + 10) + "]");
      assertThat(json.path("sse").toString()).isEqualTo("[10,30]");
      assertThat(json.path("p99_millis").toString()).isEqualTo("[null,1.25]");
    }
  }

  @Test
  void oneSessionIsShownWithItsPast() throws Exception {
    try (RunningConsole console = console()) {
      assertThat(page(console, "/sessions/k3f9"))
          .contains("Session k3f9", "Messages 0 of 256", "Not delivered 0 B of 1.0 MiB")
          .contains("2026-11-22 20:55:52 UTC upstream lost &lt;script&gt;")
          .contains("from Rails message 77 B")
          .contains("User-Agent &lt;script&gt;")
          .contains("&lt;script&gt;alert(1)&lt;/script&gt; confirmed cable");
      assertThat(console.get("/sessions/k3f9").body()).doesNotContain("<form method=\"post\"");
      assertThat(json(console, "/api/sessions/k3f9").at("/frames/0/bytes").asInt()).isEqualTo(77);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "k3f9/end", "k3f9/", "%3Cscript%3E", ""})
  void anUnknownSessionIsNotFound(String id) throws Exception {
    try (RunningConsole console = console()) {
      HttpResponse<String> page = console.get("/sessions/" + id);
      assertThat(page.statusCode()).isIn(404, 405);
      assertThat(page.body()).doesNotContain("<script>", "unknown");
      assertThat(console.get("/api/sessions/" + id).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void streamsAndChannelsAreCounted() throws Exception {
    try (RunningConsole console = console()) {
      assertThat(page(console, "/streams")).contains("No stream has readers.", "Chat 1");
      assertThat(console.get("/streams").body()).contains("href=\"/sessions?channel=Chat\"");
      assertThat(json(console, "/api/streams").at("/channel_rows/0/subscriptions").asInt())
          .isEqualTo(1);
    }
  }

  @Test
  void aStreamIsShownWithItsRate() throws Exception {
    AtomicLong nanos = new AtomicLong();
    FakeEngine engine = fake();
    engine.streams =
        () -> List.of(new StreamSnapshot("chat", 3, 7 + nanos.get() / 50_000_000, 4, 2_048));
    try (RunningConsole console =
        new RunningConsole(RunningConsole.loopback(), engine, nanos::get)) {
      assertThat(page(console, "/streams")).contains("chat 3 7 – 4 2.0 KiB");
      nanos.set(3_000_000_000L);
      assertThat(page(console, "/streams")).contains("chat 3 67 20.0 4 2.0 KiB");
      assertThat(json(console, "/api/streams").at("/stream_rows/0").toString())
          .contains("\"messages\":67,\"messages_per_second\":20.0");
    }
  }

  @Test
  void theUpstreamIsShown() throws Exception {
    try (RunningConsole console = console()) {
      assertThat(page(console, "/upstream"))
          .contains("welcomed 1,234", "stale 5", "waiting for a connect slot 6")
          .contains("half within 12.5 ms", "99 % within 24.8 ms", "longest silence 3 s");
    }
  }

  @Test
  void withoutAWelcomeThereIsNoLatency() throws Exception {
    try (RunningConsole console = new RunningConsole()) {
      assertThat(page(console, "/upstream")).contains("99 % within – ms");
      assertThat(json(console, "/api/upstream").path("welcome_p99_millis").isNull()).isTrue();
    }
  }

  @Test
  void limitsAreShownWithTheirLevelAndHits() throws Exception {
    try (RunningConsole console = console()) {
      assertThat(page(console, "/limits"))
          .contains("session.max-sessions Sessions at once 44 100 3 9")
          .contains("session.queue-bytes Queue of each 2.0 KiB 0 0");
      assertThat(console.get("/limits").body())
          .containsPattern("<meter[^>]*max=\"100\" value=\"44\"");
      assertThat(json(console, "/api/limits").at("/limits/1/used").isNull()).isTrue();
    }
  }

  @Test
  void theSharesOfTheHeapAreShownWithTheirSum() throws Exception {
    FakeEngine engine = fake();
    engine.limits =
        List.of(
            new LimitUse("session.max-sessions", "Sessions at once", 100, 44, 9, 3, ""),
            new LimitUse("CABLE_BRIDGE_HEAP", "Events.", 4 << 20, 1 << 20, 7, 2, "bytes"),
            new LimitUse("CABLE_BRIDGE_HEAP (streams)", "Past.", 2 << 20, 1 << 19, 3, 1, "bytes"));
    try (RunningConsole console = new RunningConsole(engine)) {
      assertThat(page(console, "/limits"))
          .containsPattern(
              "44 100 3 9 Memory Each row is .* CABLE_BRIDGE_HEAP Events\\. 1\\.0 MiB 4\\.0 MiB 2 7")
          .containsPattern("All shares Of a heap of .* MiB .* 1\\.5 MiB 6\\.0 MiB 3 10");
      JsonNode json = json(console, "/api/limits");
      assertThat(json.at("/memory/limit").asLong()).isEqualTo(6 << 20);
      assertThat(json.at("/memory/used").asLong()).isEqualTo(3 << 19);
      assertThat(json.at("/memory/hits").asLong()).isEqualTo(10);
      assertThat(json.at("/memory/heap").asLong()).isEqualTo(Runtime.getRuntime().maxMemory());
      assertThat(json.path("limits")).hasSize(3);
    }
  }

  @Test
  void theConfigurationIsShownWithItsOrigin() throws Exception {
    try (RunningConsole console = console()) {
      assertThat(page(console, "/configuration"))
          .contains("http.port 9 bridge.yml:3 8080 restart", "log.level info default info reload");
      assertThat(json(console, "/api/configuration").at("/settings/0/origin").asText())
          .isEqualTo("bridge.yml:3");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/?x=1", "/streams?sort=x", "/limits?x=", "/sessions/k3f9?x=1", "/api/trends?x=1"})
  void aPageWithoutParametersRefusesThem(String path) throws Exception {
    try (RunningConsole console = console()) {
      assertThat(console.get(path).statusCode()).isEqualTo(400);
      assertThat(console.get(path).body()).contains("This page has no parameters.");
    }
  }

  @Test
  void anOperatorGetsTheForms() throws Exception {
    try (GuardedConsole console = new GuardedConsole("127.0.0.1")) {
      ConsoleVisitor operator = console.operator();
      assertThat(operator.open("/").body())
          .contains("<details><summary>Drain this bridge</summary>", "action=\"/drain\"")
          .contains("name=\"csrf\" value=\"" + operator.token() + "\"");
      assertThat(console.viewer().open("/").body())
          .doesNotContain("action=\"/drain\"")
          .contains("operator may do that.");
    }
  }

  /** The words a reader sees, with single spaces. */
  private static String text(String html) {
    return html.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
  }
}
