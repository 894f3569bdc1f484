package io.cablebridge.admin;

import static io.cablebridge.admin.RunningConsole.engine;
import static io.cablebridge.admin.RunningConsole.failing;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cablebridge.stream.BrokerHealth;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The private door's health, and the console's alarm. */
class ConsoleHealthTest {
  private static final Instant SINCE = Instant.parse("2026-11-22T20:55:52Z");

  private static RunningConsole troubled(String text) throws Exception {
    return new RunningConsole(new FakeEngine(() -> engine(List.of())).with(failing(text, SINCE)));
  }

  @Test
  void theConsolesListenerIsLiveAndReady() throws Exception {
    try (RunningConsole console = new RunningConsole()) {
      assertThat(console.get("/health/live").body()).isEqualTo("{\"status\":\"live\"}");
      HttpResponse<String> ready = console.get("/health/ready");
      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(ready.body()).isEqualTo("{\"status\":\"ready\"}");
      assertThat(ready.headers().firstValue("Content-Type")).hasValue("application/json");
      assertThat(ready.headers().firstValue("Cache-Control")).hasValue("no-store");
    }
  }

  @Test
  void aProblemMakesItNotReadyButLive() throws Exception {
    try (RunningConsole console = troubled("Rails cannot be reached")) {
      HttpResponse<String> ready = console.get("/health/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body())
          .isEqualTo("{\"status\":\"not_ready\",\"reasons\":[\"upstream_away\"]}");
      assertThat(console.get("/health/live").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aHeadIsAnsweredWithoutABody() throws Exception {
    try (RunningConsole console = troubled("Rails cannot be reached")) {
      HttpResponse<String> head = console.send("HEAD", "/health/ready");
      assertThat(head.statusCode()).isEqualTo(503);
      assertThat(head.body()).isEmpty();
    }
  }

  @Test
  void theConsoleShowsThatAllChecksPass() throws Exception {
    try (RunningConsole console = new RunningConsole()) {
      assertThat(verdict(console.get("/").body())).isEqualTo("Well");
    }
  }

  @Test
  void aProblemIsShownWithItsTime() throws Exception {
    try (RunningConsole console = troubled("Rails cannot be reached")) {
      String page = console.get("/").body();
      assertThat(verdict(page))
          .isEqualTo("Not well Rails cannot be reached since 2026-11-22 20:55:52 UTC");
      assertThat(page).contains("datetime=\"2026-11-22T20:55:52Z\"");
    }
  }

  @Test
  void theVerdictIsSpokenAndRenewed() throws Exception {
    try (RunningConsole console = new RunningConsole()) {
      assertThat(console.get("/").body())
          .contains("<div id=\"verdict\" role=\"status\" data-renew>");
    }
  }

  @Test
  void theWordsOfAProblemAreText() throws Exception {
    try (RunningConsole console = troubled("<script>alert(1)</script>")) {
      assertThat(console.get("/").body()).contains("&lt;script&gt;").doesNotContain("<script>");
    }
  }

  @Test
  void theBrokerIsALine() throws Exception {
    try (RunningConsole console = new RunningConsole()) {
      assertThat(text(console.get("/").body())).contains("broker memory well");
    }
    BrokerHealth redis = new BrokerHealth("redis", "connection refused", SINCE);
    try (RunningConsole console =
        new RunningConsole(new FakeEngine(() -> engine(List.of())).with(redis))) {
      assertThat(text(console.get("/").body())).contains("broker redis down");
    }
  }

  @Test
  void aBrokerThatRefusesPublicationsIsAProblem() throws Exception {
    String refusal = "Redis refuses publications: OOM command not allowed";
    BrokerHealth full = new BrokerHealth("redis", refusal, SINCE, true);
    try (RunningConsole console =
        new RunningConsole(new FakeEngine(() -> engine(List.of())).with(full))) {
      assertThat(text(console.get("/").body())).contains("Not well " + refusal);
      assertThat(console.get("/health/ready").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void theSameIsJson() throws Exception {
    try (RunningConsole console = troubled("Rails cannot be reached")) {
      JsonNode json = new JsonMapper().readTree(console.get("/api/overview").body());
      assertThat(json.path("health").toString())
          .isEqualTo(
              "{\"ready\":false,\"problems\":[{\"reason\":\"upstream_away\","
                  + "\"text\":\"Rails cannot be reached\",\"since\":\"2026-11-22T20:55:52Z\"}],"
                  + "\"broker\":{\"name\":\"memory\",\"well\":true}}");
    }
  }

  private static String verdict(String html) {
    int begin = html.indexOf("id=\"verdict\"");
    return text(html.substring(html.indexOf('>', begin) + 1, html.indexOf("</div>", begin)));
  }

  /** The words a reader sees, with single spaces. */
  private static String text(String html) {
    return html.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").strip();
  }
}
