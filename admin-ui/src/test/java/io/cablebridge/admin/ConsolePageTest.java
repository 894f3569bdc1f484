package io.cablebridge.admin;

import static io.cablebridge.admin.RunningConsole.engine;
import static io.cablebridge.admin.RunningConsole.session;
import static io.cablebridge.admin.RunningConsole.troubled;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.monitoring.Sample;
import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.diagnostics.ReadBy;
import io.cablebridge.session.diagnostics.SessionCondition;
import io.cablebridge.session.diagnostics.SessionSnapshot;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the overview shows. */
class ConsolePageTest {

  @Test
  void theTotalsAreShown() throws Exception {
    try (RunningConsole console =
        new RunningConsole(
            session("aaaa", "sse", "open", "{\"channel\":\"ChatChannel\"}"),
            session("bbbb", "poll", "reconnecting", "{\"channel\":\"ChatChannel\"}"))) {
      HttpResponse<String> page = console.get("/");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
      assertThat(text(page.body()))
          .contains("Sessions 2 of 9,000 sse 1 poll 1 no listener 0 peak 2")
          .contains(
              "Upstreams 1 open connecting 0 reconnecting 1 only streams 0 broker memory well")
          .contains("Messages 271,828 delivered received 31,337 dropped 42")
          .contains("Uptime 1 h 1 m")
          .contains("sessions opened 77 sessions closed 11");
    }
  }

  @Test
  void aBridgeThatIsFullIsNotCalledWell() throws Exception {
    SessionSnapshot session = session("aaaa", "sse", "open", "{\"channel\":\"ChatChannel\"}");
    try (RunningConsole console =
        new RunningConsole(() -> engine(Collections.nCopies(9_000, session)))) {
      assertThat(text(console.get("/").body()))
          .contains("Overview Full The limit of sessions is reached: new ones are refused.")
          .doesNotContain("Well");
    }
  }

  @Test
  void aSessionThatHasEndedIsNotAmongThoseThatLive() throws Exception {
    String identifier = "{\"channel\":\"ChatChannel\"}";
    try (RunningConsole console =
        new RunningConsole(
            session("aaaa", "sse", "open", identifier),
            session("dddd", "none", "closed", identifier))) {
      String page = console.get("/").body();
      assertThat(text(page))
          .contains("Sessions 1 of 9,000 sse 1 poll 0 no listener 0 peak 1")
          .contains(
              "Upstreams 1 open connecting 0 reconnecting 0 only streams 0 broker memory well");
      assertThat(console.get("/sessions").body())
          .contains("href=\"/sessions/aaaa\"")
          .doesNotContain("/sessions/dddd");
      assertThat(text(console.get("/streams").body())).contains("ChatChannel 1 ");
      assertThat(text(console.get("/upstream").body()))
          .contains("Now open 1 connecting 0 reconnecting 0 longest silence");
    }
  }

  @Test
  void aSessionIsARow() throws Exception {
    SessionSnapshot session =
        new SessionSnapshot(
            "k3f9",
            ReadBy.SSE,
            Duration.ofSeconds(192),
            List.of("{\"channel\":\"ChatChannel\",\"room\":\"lobby\"}"),
            2,
            17,
            256,
            3_481,
            1_204,
            UpstreamState.RECONNECTING,
            "",
            "",
            0,
            0,
            Duration.ZERO,
            SessionCondition.WELL);
    try (RunningConsole console = new RunningConsole(session)) {
      assertThat(text(console.get("/").body()))
          .contains("sse ×2 3 m 12 s ChatChannel room: lobby 17 1,204 reconnecting");
    }
  }

  @Test
  void noSessionsIsSaidInWords() throws Exception {
    try (RunningConsole console = new RunningConsole()) {
      assertThat(text(console.get("/").body())).contains("No sessions are live.");
    }
  }

  @Test
  void theSessionsThatNeedALookAreShownAndAllAreLinked() throws Exception {
    List<SessionSnapshot> many =
        IntStream.range(0, 1_450).mapToObj(i -> troubled("s" + i, 0, i == 1_000 ? 9 : 0)).toList();
    try (RunningConsole console = new RunningConsole(() -> engine(many))) {
      String page = console.get("/").body();
      assertThat(page.split("<th scope=\"row\">", -1)).as("healthy ones are not listed").hasSize(2);
      assertThat(page).contains("<a href=\"/sessions\">All sessions</a>", ">s1000<");
    }
  }

  @Test
  void everythingThatTheLargestPagesLoadStaysUnder200Kilobytes() throws Exception {
    String identifier = "{\"channel\":\"Conversations::MessagesChannel\",\"conversation\":123456}";
    List<SessionSnapshot> many =
        IntStream.range(0, 1_000)
            .mapToObj(i -> session("a1b2c3d" + i, "poll", "reconnecting", identifier))
            .toList();
    try (RunningConsole console = new RunningConsole(anHourOf(many))) {
      int weight = 0;
      for (String path :
          List.of(
              "/",
              "/sessions",
              "/api/trends",
              "/assets/console.css",
              "/assets/console.js",
              "/assets/icon.svg",
              "/assets/uplot.css",
              "/assets/uplot.js")) {
        HttpResponse<String> answer = console.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);

        weight += answer.body().getBytes(StandardCharsets.UTF_8).length;
      }

      assertThat(weight).isLessThan(200_000);
    }
  }

  /** With all samples that are kept, of numbers as long as they get. */
  private static FakeEngine anHourOf(List<SessionSnapshot> sessions) {
    List<Sample> hour =
        IntStream.range(0, 360)
            .mapToObj(
                i ->
                    new Sample(
                        Instant.EPOCH.plusSeconds(1_795_000_000L + 10L * i),
                        4_321 + i,
                        4_321 - i,
                        1_234,
                        9_000,
                        100 + i,
                        200,
                        1_234.567 + i,
                        1_234.567 - i,
                        123.456 + i,
                        12.345 + i,
                        1.234 + i,
                        12.345 + i))
            .toList();
    FakeEngine engine = new FakeEngine(() -> engine(sessions));
    engine.trends = hour;
    return engine;
  }

  @Test
  void thePartsThatChangeAreMarked() throws Exception {
    try (RunningConsole console = new RunningConsole()) {
      assertThat(console.get("/").body())
          .containsPattern("id=\"totals\"[^>]* data-renew")
          .containsPattern("id=\"incidents\"[^>]* data-renew")
          .containsPattern("id=\"drain\"[^>]* data-renew")
          .containsPattern("id=\"rows\"[^>]* data-renew");
    }
  }

  @Test
  void withoutScriptsThePageRefreshesUnlessPaused() throws Exception {
    try (RunningConsole console = new RunningConsole()) {
      assertThat(console.get("/").body())
          .contains("<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>");
      assertThat(console.get("/?renew=off").body())
          .doesNotContain("http-equiv=\"refresh\"")
          .contains("<a href=\"?\">Renew every 5 s</a>");
    }
  }

  @Test
  void aPageThatDoesNotRenewLeadsToPagesThatDoNot() throws Exception {
    try (RunningConsole console = new RunningConsole(troubled("k3f9", 1, 1))) {
      for (String path : List.of("/", "/sessions", "/streams", "/upstream", "/limits")) {
        assertThat(console.get(path).body())
            .as(path)
            .contains("<a href=\"/limits\"", "renew=off\">Stop renewing</a>");
        assertThat(console.get(path + "?renew=off").body())
            .as(path)
            .contains("<a href=\"/limits?renew=off\"", "<a href=\"/sessions?renew=off\"")
            .doesNotContain("<a href=\"/limits\"", "<a href=\"/streams\"");
      }
      assertThat(console.get("/?renew=off").body())
          .contains("<a href=\"/sessions/k3f9?renew=off\"");
      assertThat(console.get("/configuration").body()).doesNotContain("Stop renewing");
      assertThat(console.get("/nowhere").body()).contains("<a href=\"/limits\"");
    }
  }

  @Test
  void aBrowserWithACachedFileGets304() throws Exception {
    try (RunningConsole console = new RunningConsole()) {
      String tag = console.get("/assets/console.css").headers().firstValue("ETag").orElseThrow();
      assertThat(
              console.exchange(
                  "GET /assets/console.css HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: "
                      + tag
                      + "\r\nConnection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 304 ");
    }
  }

  /** The words a reader sees, with single spaces. */
  private static String text(String html) {
    return html.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
  }
}
