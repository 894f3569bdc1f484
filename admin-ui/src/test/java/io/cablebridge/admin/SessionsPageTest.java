package io.cablebridge.admin;

import static io.cablebridge.admin.RunningConsole.engine;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.diagnostics.ReadBy;
import io.cablebridge.session.diagnostics.SessionCondition;
import io.cablebridge.session.diagnostics.SessionSnapshot;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of all sessions: what is chosen, in what order, fifty at a time. */
class SessionsPageTest {

  private static final List<SessionSnapshot> THREE =
      List.of(
          snapshot("aaaa", "sse", "open", "Chat", "10.0.0.1", 30, 5, 900, 7, 0, 0),
          snapshot("bbbb", "poll", "reconnecting", "Orders", "10.0.0.2", 10, 9, 100, 1, 3, 2),
          snapshot("cccc", "none", "connecting", "chatter", "192.168.7.7", 20, 1, 500, 4, 0, 9));

  private static SessionSnapshot snapshot(
      String id,
      String transport,
      String upstream,
      String channel,
      String address,
      int age,
      int queue,
      int bytes,
      int unacknowledged,
      int dropped,
      int stall) {
    return new SessionSnapshot(
        id,
        ReadBy.valueOf(transport.toUpperCase(Locale.ROOT)),
        Duration.ofSeconds(age),
        List.of("{\"channel\":\"" + channel + "\"}"),
        1,
        queue,
        256,
        bytes,
        dropped,
        UpstreamState.valueOf(upstream.toUpperCase(Locale.ROOT)),
        address,
        "agent",
        unacknowledged,
        0,
        Duration.ofSeconds(stall),
        SessionCondition.WELL);
  }

  private static List<String> ids(RunningConsole console, String query) throws Exception {
    HttpResponse<String> answer = console.get("/api/sessions?" + query);
    assertThat(answer.statusCode()).as(query).isEqualTo(200);
    return new JsonMapper().readTree(answer.body()).findValuesAsText("id");
  }

  @ParameterizedTest
  @CsvSource({
    "id=aa,aaaa",
    "id=%20bbbb%20,bbbb",
    "id=aaaab,''",
    "transport=poll,bbbb",
    "state=connecting,cccc",
    "channel=CHAT,aaaa cccc",
    "address=10.0.0.,bbbb aaaa",
    "address=0.0.1,''",
    "queue=5,bbbb aaaa",
    "drops=1,bbbb",
    "transport=sse&channel=orders,''",
    "id=&transport=&state=&channel=&address=&queue=&drops=,bbbb aaaa cccc"
  })
  void aFilterChooses(String query, String expected) throws Exception {
    try (RunningConsole console = new RunningConsole(() -> engine(THREE))) {
      assertThat(String.join(" ", ids(console, query))).isEqualTo(expected);
    }
  }

  @Test
  void aWholeSessionIdFindsItsSessionAndIsNotRepeated() throws Exception {
    SessionSnapshot wanted =
        snapshot("Xb3mJq0v", "sse", "open", "Chat", "10.0.0.1", 30, 5, 900, 7, 0, 0);
    try (RunningConsole console = new RunningConsole(() -> engine(List.of(wanted)))) {
      String query = "id=Xb3mJq0vT7sK2wZr9LdPfA";
      assertThat(ids(console, query)).containsExactly("Xb3mJq0v");
      assertThat(console.get("/sessions?" + query).body())
          .contains("value=\"Xb3mJq0v\"", "id=Xb3mJq0v&")
          .doesNotContain("Xb3mJq0vT7");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "age,aaaa cccc bbbb",
    "queue,bbbb aaaa cccc",
    "bytes,aaaa cccc bbbb",
    "unacknowledged,aaaa cccc bbbb",
    "dropped,bbbb aaaa cccc",
    "stall,cccc bbbb aaaa",
    "age&dir=asc,bbbb cccc aaaa",
    "transport,cccc bbbb aaaa",
    "transport&dir=desc,aaaa bbbb cccc",
    "state,cccc aaaa bbbb"
  })
  void aColumnOrders(String sort, String expected) throws Exception {
    try (RunningConsole console = new RunningConsole(() -> engine(THREE))) {
      assertThat(String.join(" ", ids(console, "sort=" + sort))).isEqualTo(expected);
    }
  }

  @Test
  void aRowSaysWhatAnOperatorAsks() throws Exception {
    try (RunningConsole console = new RunningConsole(() -> engine(THREE))) {
      String page = console.get("/sessions").body();
      assertThat(text(page))
          .contains("3 of 3 sessions, page 1 of 1")
          .contains("bbbb 3 messages were dropped, because the client was slow or absent")
          .contains("again. Change: upstream.url 10.0.0.2 poll reconnecting 10 s Orders")
          .contains("10.0.0.2 poll reconnecting 10 s Orders 9 100 B 1 3 2 s");
      assertThat(page).contains("href=\"/sessions/bbbb\"");
    }
  }

  @Test
  void fiftyAreOnAPageAndTheNextOneIsLinked() throws Exception {
    List<SessionSnapshot> many =
        IntStream.range(0, 120).mapToObj(i -> RunningConsole.troubled("s" + i, 0, i)).toList();
    try (RunningConsole console = new RunningConsole(() -> engine(many))) {
      String first = console.get("/sessions?sort=dropped").body();
      assertThat(first.split("<th scope=\"row\">", -1)).hasSize(51);
      assertThat(first)
          .contains("href=\"/sessions?sort=dropped&amp;dir=desc&amp;page=2\"", ">s119<")
          .doesNotContain("Previous page");
      String last = console.get("/sessions?sort=dropped&dir=desc&page=3").body();
      assertThat(last.split("<th scope=\"row\">", -1)).hasSize(21);
      assertThat(last)
          .contains("href=\"/sessions?sort=dropped&amp;dir=desc&amp;page=2\"", ">s0<")
          .doesNotContain("Next page");
      assertThat(ids(console, "page=99")).as("the last one there is").hasSize(20);
    }
  }

  @Test
  void theOrderIsTurnedRoundByItsColumn() throws Exception {
    try (RunningConsole console = new RunningConsole(() -> engine(THREE))) {
      assertThat(console.get("/sessions?sort=age&queue=2").body())
          .contains("aria-sort=\"descending\"")
          .contains("href=\"/sessions?queue=2&amp;sort=age&amp;dir=asc\"");
    }
  }

  @Test
  void endedSessionsAreListedOnRequestOnlyAndNeverCountAsLive() throws Exception {
    List<SessionSnapshot> twoAndOneThatEnded =
        List.of(
            THREE.get(0),
            THREE.get(1),
            snapshot("dddd", "none", "closed", "Chat", "10.0.0.9", 99, 99, 99, 99, 99, 9));
    try (RunningConsole console = new RunningConsole(() -> engine(twoAndOneThatEnded))) {
      assertThat(ids(console, "sort=queue")).containsExactly("bbbb", "aaaa");
      assertThat(ids(console, "channel=chat")).containsExactly("aaaa");
      assertThat(ids(console, "state=closed")).containsExactly("dddd");
      assertThat(text(console.get("/sessions").body())).contains("2 of 2 sessions, page 1 of 1");
      assertThat(text(console.get("/sessions?state=closed").body()))
          .contains("1 that have ended and are remembered for a while, page 1 of 1");
      JsonNode json = new JsonMapper().readTree(console.get("/api/sessions?state=closed").body());
      assertThat(json.path("live").asInt()).isEqualTo(2);
      assertThat(json.path("matching").asInt()).isEqualTo(1);
    }
  }

  @Test
  void aPauseKeepsFilterOrderAndPage() throws Exception {
    List<SessionSnapshot> many =
        IntStream.range(0, 120).mapToObj(i -> RunningConsole.troubled("s" + i, 0, i)).toList();
    try (RunningConsole console = new RunningConsole(() -> engine(many))) {
      String same = "/sessions?transport=sse&amp;sort=dropped&amp;dir=asc&amp;page=2";
      String query = "transport=sse&sort=dropped&dir=asc&page=2";
      assertThat(console.get("/sessions?" + query).body())
          .contains("<a href=\"" + same + "&amp;renew=off\">Stop renewing</a>");
      assertThat(console.get("/sessions?" + query + "&renew=off").body())
          .contains("<a href=\"" + same + "\">Renew every 5 s</a>");
    }
  }

  @Test
  void aPauseIsKeptByEveryLink() throws Exception {
    List<SessionSnapshot> many =
        IntStream.range(0, 120).mapToObj(i -> RunningConsole.troubled("s" + i, 0, i)).toList();
    try (RunningConsole console = new RunningConsole(() -> engine(many))) {
      assertThat(console.get("/sessions?queue=0&page=2").body()).doesNotContain("value=\"off\"");
      String page = console.get("/sessions?sort=age&transport=sse&page=2&renew=off").body();
      assertThat(page)
          .contains("<input type=\"hidden\" name=\"renew\" value=\"off\">")
          .contains("sort=age&amp;dir=asc&amp;renew=off\">Age</a>")
          .contains("sort=age&amp;dir=desc&amp;renew=off\" rel=\"prev\"")
          .contains("dir=desc&amp;page=3&amp;renew=off\" rel=\"next\"")
          .contains("<a href=\"/sessions?renew=off\">Show all</a>")
          .contains("<a href=\"/sessions/s60?renew=off\">s60</a>")
          .contains(
              "<a href=\"/api/sessions?transport=sse&amp;sort=age&amp;dir=desc&amp;page=2\">");
    }
  }

  @Test
  void anEmptyResultIsExplained() throws Exception {
    try (RunningConsole console = new RunningConsole(() -> engine(THREE))) {
      assertThat(console.get("/sessions?channel=nothing").body()).contains("No session matches.");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transport=carrier-pigeon",
        "state=Open",
        "queue=-1",
        "queue=1e3",
        "queue=99999999999",
        "drops=yes",
        "sort=id",
        "dir=up",
        "page=0",
        "page=two",
        "page=1&page=2",
        "nonsense=1",
        "renew=off&%3Cscript%3E=1"
      })
  void nonsenseIsRefusedWithASentence(String query) throws Exception {
    try (RunningConsole console = new RunningConsole(() -> engine(THREE))) {
      HttpResponse<String> page = console.get("/sessions?" + query);
      assertThat(page.statusCode()).isEqualTo(400);
      assertThat(text(page.body()))
          .containsPattern("400 Bad Request (The parameter|Unknown parameter;) .*\\.");
      assertThat(page.body()).doesNotContain("carrier", "<script>");
      HttpResponse<String> api = console.get("/api/sessions?" + query);
      assertThat(api.statusCode()).isEqualTo(400);
      JsonNode json = new JsonMapper().readTree(api.body());
      assertThat(json.path("error").asText()).isEqualTo("bad_request");
      assertThat(json.path("retry").asBoolean()).isFalse();
    }
  }

  @Test
  void tooLongATextIsRefused() throws Exception {
    try (RunningConsole console = new RunningConsole(() -> engine(THREE))) {
      assertThat(console.get("/sessions?channel=" + "x".repeat(201)).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void theRequestedFilterIsShownAsText() throws Exception {
    String hostile = "\"><script>alert(1)</script>&page=9";
    try (RunningConsole console =
        new RunningConsole(
            () ->
                engine(
                    List.of(
                        snapshot(
                            "aaaa", "sse", "open", "<b>", "<img src=x>", 1, 1, 1, 1, 1, 1))))) {
      String page =
          console
              .get("/sessions?address=" + URLEncoder.encode(hostile, StandardCharsets.UTF_8))
              .body();
      assertThat(page)
          .contains("&lt;script&gt;alert(1)")
          .contains("address=%22%3E%3Cscript%3E")
          .doesNotContain("<script>");
      assertThat(console.get("/sessions").body()).contains("&lt;img src=x&gt;", "&lt;b&gt;");
    }
  }

  /** The words a reader sees, with single spaces. */
  private static String text(String html) {
    return html.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").replace(" .", ".");
  }
}
