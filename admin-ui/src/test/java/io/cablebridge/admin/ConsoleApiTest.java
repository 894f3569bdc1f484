package io.cablebridge.admin;

import static io.cablebridge.admin.RunningConsole.session;
import static io.cablebridge.admin.RunningConsole.troubled;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The same values as JSON. */
class ConsoleApiTest {

  @Test
  void theTotalsAreJson() throws Exception {
    try (RunningConsole console =
        new RunningConsole(session("aaaa", "poll", "connecting", "{\"channel\":\"Chat\"}"))) {
      JsonNode json = json(console.get("/api/overview"));
      assertThat(json.at("/uptime_seconds").asLong()).isBetween(3_660L, 3_700L);
      assertThat(json.at("/started_at").asText()).endsWith("Z");
      assertThat(json.at("/sessions").toString())
          .isEqualTo(
              "{\"now\":1,\"peak\":1,\"limit\":9000,\"by_transport\":{\"sse\":0,\"poll\":1,\"none\":0},"
                  + "\"opened\":77,\"closed\":11}");
      assertThat(json.at("/upstreams").toString())
          .isEqualTo("{\"open\":0,\"connecting\":1,\"reconnecting\":0}");
      assertThat(json.at("/messages").toString())
          .isEqualTo("{\"received\":31337,\"delivered\":271828,\"dropped\":42,\"gaps\":0}");
    }
  }

  @Test
  void theSessionsAreJson() throws Exception {
    try (RunningConsole console =
        new RunningConsole(
            session("aaaa", "sse", "open", "{\"channel\":\"Chat\",\"room\":\"lobby\"}"))) {
      assertThat(json(console.get("/api/sessions")).toString())
          .isEqualTo(
              "{\"live\":1,\"matching\":1,\"page\":1,\"pages\":1,\"queue_events_limit\":0,"
                  + "\"queue_bytes_limit\":0,\"sessions\":[{\"id\":\"aaaa\","
                  + "\"transport\":\"sse\",\"listeners\":1,\"age_seconds\":75,\"channels\":[{\"name\":\"Chat\",\"parameters\":\"room:"
                  + " lobby\"}],"
                  + "\"more_channels\":0,\"queue_length\":0,\"queue_limit\":256,\"held_bytes\":0,\"unacknowledged\":0,"
                  + "\"dropped\":0,\"gaps\":0,\"last_write_stall_seconds\":0,"
                  + "\"upstream\":\"open\",\"uses_rails\":true,\"address\":\"\",\"findings\":[]}]}");
    }
  }

  @Test
  void theSessionsThatNeedALookComeFirst() throws Exception {
    try (RunningConsole console =
        new RunningConsole(
            troubled("well", 0, 0),
            troubled("queue", 90, 0),
            troubled("drops", 1, 3),
            session("old", "sse", "open", "x"))) {
      assertThat(json(console.get("/api/sessions")).findValuesAsText("id"))
          .containsExactly("drops", "queue", "old", "well");
    }
  }

  @Test
  void aLoneSurrogateDoesNotBreakTheAnswer() throws Exception {
    try (RunningConsole console =
        new RunningConsole(session("aaaa", "sse", "open", "{\"channel\":\"a\\ud800b\"}"))) {
      assertThat(json(console.get("/api/sessions")).at("/sessions/0/channels/0/name").asText())
          .isEqualTo("a\ufffdb");
      assertThat(console.get("/sessions").body()).contains("a\ufffdb");
    }
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    return new JsonMapper().readTree(answer.body());
  }
}
