package io.cablebridge.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.EventStream;
import io.cablebridge.http.rig.RawConnection;
import io.cablebridge.http.rig.RunningBridge;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every refusal is the error object, from our handlers and from Jetty before them. */
class ErrorObjectTest {
  private static final String ID = "/0123456789abcdef";

  private RunningBridge bridge = RunningBridge.start();

  @AfterEach
  void stop() {
    bridge.close();
  }

  private Answer raw(String request) {
    try (RawConnection wire = RawConnection.to(bridge)) {
      return wire.send(request).answer();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/short",
        "/fifteen-chars-x",
        "/0123456789abcde!",
        "/0123456789abcde+",
        "/0123456789abcde%C3%A9",
        "/0123456789abcde%41",
        "/0123456789abcdef;jsessionid=1",
        "/0123456789abcdef@x"
      })
  void refusesAnInvalidEventsId(String path) {
    bridge.client().get(path).expectError(400, "bad_session_id");
    bridge.client().post(path, "[]").expectError(400, "bad_session_id");
    bridge.client().delete(path).expectError(400, "bad_session_id");
    assertThat(bridge.rails.handshakes()).isEmpty();
  }

  @Test
  void refusesAnEventsIdThatIsTooLong() {
    bridge.client().get("/" + "i".repeat(128) + "?timeout=0.05").expect(200);
    bridge.client().get("/" + "i".repeat(129)).expectError(400, "bad_session_id");
  }

  @Test
  void takesEveryCharacterOfAnEventsId() {
    bridge.client().get("/AZaz09._~-AZaz09._~-?timeout=0.05").expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/0123456789abcdef/x", "/0123456789abcdef/", "/x/0123456789abcdef"})
  void deeperPathsAre404(String path) {
    raw(RawConnection.request("GET " + path)).expectError(404, "not_found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "PATCH", "HEAD", "TRACE", "FOO"})
  void allowsNoOtherMethodsOnASession(String method) {
    try (RawConnection wire = RawConnection.to(bridge)) {
      Answer answer = wire.send(RawConnection.request(method + " " + ID)).answerTo(method);
      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.header("Allow")).isEqualTo("GET, POST, DELETE, OPTIONS");
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
      if (!method.equals("HEAD")) {
        answer.expectError(405, "method_not_allowed");
      }
    }
  }

  @Test
  void allowsOnlyPostAtTheRoot() {
    for (String method : List.of("GET", "DELETE", "PUT")) {
      Answer answer =
          bridge
              .client()
              .call(method, "/", BodyPublishers.noBody())
              .expectError(405, "method_not_allowed");
      assertThat(answer.header("Allow")).isEqualTo("POST, OPTIONS");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"?timeout=%zz", "?timeout=%", "?a=%C3%28&b=%FF%FE"})
  void neverFailsOverAQueryString(String query) {
    Answer answer = raw(RawConnection.request("GET " + ID + query + "&timeout=0.05"));
    assertThat(answer.status()).isIn(200, 400);
    if (answer.status() == 400) {
      answer.expectError(400, "bad_request");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NONSENSE\r\n\r\n",
        "GET\r\n\r\n",
        "GET " + ID + "\r\n\r\n",
        "GET " + ID + " HTTP/9.9\r\nHost: x\r\n\r\n",
        "GET " + ID + " HTTP/1.1\r\n\r\n",
        "GET " + ID + " HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET " + ID + " HTTP/1.1\r\nHost: x\r\nBad Name: 1\r\n\r\n",
        "GET " + ID + " HTTP/1.1\r\nHost: x\r\nNo-Colon\r\n\r\n",
        "GET " + ID + " HTTP/1.1\r\nHost: x\r\nA: b\u0000c\r\n\r\n",
        "GET " + ID + " HTTP/1.1\r\nHost: x\r\nA: b\rc\r\n\r\n",
        "GET " + ID + " HTTP/1.1\r\nHost: x\r\nA: b\r\n folded\r\n\r\n",
        "GET " + ID + " HTTP/1.1\r\nHost: x y\r\n\r\n",
        "GET /" + ID + " HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST " + ID + " HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
        "POST " + ID + " HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST " + ID + " HTTP/1.1\r\nHost: x\r\nContent-Length: +2\r\n\r\n[]",
        "POST " + ID + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n[]",
        "POST "
            + ID
            + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n[]",
        "POST " + ID + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n[]",
        "POST "
            + ID
            + "?poll-queue=1 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
      })
  void answersInvalidHttpWithTheErrorObject(String request) {
    raw(request).expectError(400, "bad_request");
    assertThat(bridge.rails.handshakes()).isEmpty();
  }

  @Test
  void answers414ToAnEndlessPath() {
    raw(RawConnection.request("GET /" + "x".repeat(40_000))).expectError(414, "uri_too_long");
  }

  @Test
  void answers431ToEndlessHeaders() {
    raw(RawConnection.request("GET " + ID, "Cookie: " + "x".repeat(40_000)))
        .expectError(431, "headers_too_large");
    String[] many = new String[2000];
    Arrays.setAll(many, n -> "X-Header-" + n + ": x");
    raw(RawConnection.request("GET " + ID, many)).expectError(431, "headers_too_large");
  }

  @Test
  void answers413ToABodyThatIsTooLong() {
    bridge
        .client()
        .post(ID + "?poll-queue=1", " ".repeat(65_537))
        .expectError(413, "payload_too_large");
  }

  @Test
  void answers503WithATimeToRetryToNewSessionsWhileResourcesAreShort() {
    bridge.client().get(ID + "?timeout=0.05").expect(200);
    bridge.sessions.refuseWhileShort(true);
    String other = "/" + RunningBridge.newId();
    for (Answer answer :
        List.of(
            bridge.client().get(other),
            bridge.client().get(other, "Accept", "text/event-stream"),
            bridge.client().get("/events?stream=a"),
            bridge.client().post("/", ""))) {
      answer.expectError(503, "overloaded");
      assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
    }
    bridge.client().get(ID + "?timeout=0.05").expect(200);
  }

  @Test
  void answers429WithATimeToRetryWhenThereAreTooManySessions() {
    bridge.close();
    bridge =
        RunningBridge.start(
            plan -> {
              plan.maxSessions = 1;
              plan.tombstone = Duration.ZERO;
            });
    bridge.client().get(ID + "?timeout=0.05").expect(200);
    String other = "/" + RunningBridge.newId();
    for (Answer answer :
        List.of(
            bridge.client().get(other),
            bridge.client().get(other, "Accept", "text/event-stream"),
            bridge.client().post(other + "?poll-queue=1", Client.subscribe(RunningBridge.ROOM)),
            bridge.client().post("/", ""))) {
      answer.expectError(429, "session_limit");
      assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
      assertThat(answer.json().get("retry").asBoolean()).isTrue();
    }
    bridge.client().get(ID + "?timeout=0.05").expect(200);
    bridge.client().delete(ID).expect(204);
    await().until(() -> bridge.client().get(other + "?timeout=0.05").status() == 200);
  }

  @Test
  void answers503WhenTheBridgeShutsDown() {
    bridge.sessions.close();
    Answer answer = bridge.client().get(ID).expectError(503, "shutting_down");
    assertThat(answer.header("Retry-After")).isNotEmpty();
  }

  @Test
  void reportsWhetherARetryMaySucceed() {
    assertThat(bridge.client().get("/short").json().get("retry").asBoolean()).isFalse();
    try (EventStream stream = EventStream.open(bridge, ID)) {
      Answer busy = bridge.client().get(ID).expectError(403, "session_busy");
      assertThat(busy.json().get("retry").asBoolean()).isTrue();
      assertThat(stream.hasEnded()).isFalse();
    }
  }

  @Test
  void containsNoTextOfTheClient() {
    for (Answer answer :
        List.of(
            bridge.client().post(ID + "?poll-queue=1", "[{\"secret-word\":}]"),
            bridge.client().get(ID + "?timeout=secret-word"),
            bridge.client().get(ID + "?after=secret-word"),
            bridge.client().get("/secret-word"),
            bridge.client().get(ID, "Origin", "http://secret-word"))) {
      assertThat(answer.status()).isIn(400, 403);
      assertThat(answer.text()).doesNotContain("secret-word");
    }
  }
}
