package io.cablebridge.http.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.fake.ReceivedHandshake;
import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.RawConnection;
import io.cablebridge.http.rig.RunningBridge;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rails sees what the bridge has rebuilt, and nothing else of what a hostile client writes. */
class SpoofedHeadersTest {
  /** What a handshake consists of; nothing beside it passes. */
  private static final Set<String> KNOWN =
      Set.of(
          "host",
          "upgrade",
          "connection",
          "pragma",
          "cache-control",
          "sec-websocket-key",
          "sec-websocket-version",
          "sec-websocket-protocol",
          "origin",
          "cookie",
          "user-agent",
          "accept-language",
          "x-forwarded-for",
          "x-real-ip",
          "x-forwarded-proto",
          "x-forwarded-host",
          "x-forwarded-port");

  private final RunningBridge bridge = RunningBridge.start();

  @AfterEach
  void stop() {
    bridge.close();
  }

  private Answer ask(String... headers) {
    try (RawConnection wire = RawConnection.to(bridge)) {
      return wire.send(
              RawConnection.request("GET /" + RunningBridge.newId() + "?timeout=0.05", headers))
          .answer();
    }
  }

  private ReceivedHandshake handshake(String... headers) {
    ask(headers).expect(200);
    ReceivedHandshake handshake = bridge.rails.handshakes().get(0);
    assertThat(KNOWN).containsAll(handshake.headers().keySet());
    return handshake;
  }

  @Test
  void noHeaderAboutTheClientPasses() {
    ReceivedHandshake handshake =
        handshake(
            "X-Forwarded-For: 9.9.9.9",
            "X-Forwarded-For: 8.8.8.8",
            "X-Forwarded-Proto: https",
            "X-Forwarded-Host: evil.example",
            "X-Forwarded-Port: 1",
            "X-Forwarded-Server: evil.example",
            "X-Forwarded-Ssl: on",
            "X-Forwarded-Prefix: /evil",
            "X-Real-IP: 9.9.9.9",
            "X-Client-IP: 9.9.9.9",
            "X-Original-URL: /evil",
            "X-HTTP-Method-Override: DELETE",
            "Forwarded: for=9.9.9.9;host=evil.example;proto=https",
            "Via: 1.1 evil.example",
            "True-Client-IP: 9.9.9.9",
            "CF-Connecting-IP: 9.9.9.9");
    assertThat(handshake.values("X-Forwarded-For")).containsExactly("127.0.0.1");
    assertThat(handshake.values("X-Real-IP")).containsExactly("127.0.0.1");
    assertThat(handshake.values("X-Forwarded-Host")).containsExactly("127.0.0.1");
    assertThat(handshake.values("X-Forwarded-Port")).containsExactly("80");
    assertThat(handshake.values("X-Forwarded-Proto")).containsExactly("http");
    assertThat(handshake.headers().values().toString())
        .doesNotContain("9.9.9.9", "8.8.8.8", "evil");
  }

  @Test
  void underscoresMakeNoSecondHeader() {
    ReceivedHandshake handshake = handshake("X_Forwarded_For: 9.9.9.9", "X_Real_IP: 9.9.9.9");
    assertThat(handshake.headers().values().toString()).doesNotContain("9.9.9.9");
  }

  @Test
  void theHostIsWhatTheRequestWasSentTo() {
    try (RawConnection wire = RawConnection.to(bridge)) {
      wire.send(
              "GET /"
                  + RunningBridge.newId()
                  + "?timeout=0.05 HTTP/1.1\r\nHost: Chat.Example.com:80\r\n\r\n")
          .answer()
          .expect(200);
    }
    ReceivedHandshake handshake = bridge.rails.handshakes().get(0);
    assertThat(handshake.values("Host")).containsExactly("chat.example.com");
    assertThat(handshake.values("X-Forwarded-Host")).containsExactly("chat.example.com");
  }

  @Test
  void anAbsoluteUrlDoesNotChooseAnotherUpstreamOrHost() {
    try (RawConnection wire = RawConnection.to(bridge)) {
      Answer answer =
          wire.send(
                  "GET http://evil.example/"
                      + RunningBridge.newId()
                      + "?timeout=0.05 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
              .answer();
      assertThat(answer.status()).isLessThan(500);
    }
    assertThat(bridge.rails.handshakes())
        .allSatisfy(
            handshake ->
                assertThat(handshake.headers().values().toString()).doesNotContain("evil"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection: Cookie",
        "Connection: keep-alive, cookie",
        "Connection: close\r\nConnection: COOKIE"
      })
  void whatBelongsToTheConnectionStaysOnIt(String connection) {
    ReceivedHandshake handshake =
        handshake(connection, "Cookie: user=alice", "Keep-Alive: 5", "Proxy-Authorization: x");
    assertThat(handshake.values("Cookie")).isEmpty();
    assertThat(handshake.values("Connection")).containsExactly("Upgrade");
  }

  @Test
  void noHandshakeOfItsOwnPasses() {
    ReceivedHandshake handshake =
        handshake(
            "Sec-WebSocket-Protocol: evil",
            "Sec-WebSocket-Extensions: permessage-deflate",
            "Sec-WebSocket-Version: 7");
    assertThat(handshake.values("Sec-WebSocket-Protocol"))
        .containsExactly("actioncable-v1-json, actioncable-unsupported");
    assertThat(handshake.values("Sec-WebSocket-Version")).containsExactly("13");
    assertThat(handshake.values("Sec-WebSocket-Extensions")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "User-Agent: a\rX-Evil: 1",
        "User-Agent: a\u0000b",
        "Cookie: a=1\rX-Evil: 1",
        "Cookie: a=1\r\n X-Evil: 1",
        "User-Agent: a\nX-Evil: 1",
        "User-Agent: a\u0001b",
        "Cookie: a=\u007f",
        "Accept-Language: \u000b"
      })
  void noControlCharacterPasses(String header) {
    Answer answer = ask(header);
    assertThat(answer.status()).isIn(200, 400);
    if (answer.status() == 400) {
      answer.expectError(400, "bad_request");
    }
    for (ReceivedHandshake handshake : bridge.rails.handshakes()) {
      assertThat(KNOWN).containsAll(handshake.headers().keySet());
      assertThat(handshake.headers().values())
          .allSatisfy(
              values ->
                  assertThat(values)
                      .allMatch(
                          value ->
                              value.chars().noneMatch(c -> (c < ' ' && c != '\t') || c == 127)));
    }
  }

  @Test
  void encodedLineBreaksInTheUrlMakeNoHeader() {
    bridge.close();
    try (RunningBridge forwarding =
        RunningBridge.start(plan -> plan.forwardQuery = List.of("token"))) {
      forwarding
          .client()
          .get("/" + RunningBridge.newId() + "?timeout=0.05&token=a%0d%0aX-Evil:%201%00")
          .expect(200);
      ReceivedHandshake handshake = forwarding.rails.handshakes().get(0);
      assertThat(KNOWN).containsAll(handshake.headers().keySet());
      assertThat(handshake.query()).isEqualTo("token=a%0D%0AX-Evil%3A+1%00");
    }
  }

  @Test
  void threeHundredHeadersPassNoneOfThemselves() {
    String[] headers =
        Stream.concat(
                IntStream.range(0, 300).mapToObj(n -> "X-Header-" + n + ": " + n),
                Stream.of("Cookie: user=alice"))
            .toArray(String[]::new);
    assertThat(handshake(headers).values("Cookie")).containsExactly("user=alice");
  }

  @Test
  void threeHundredCookieLinesAreOne() {
    String[] headers =
        IntStream.range(0, 300).mapToObj(n -> "Cookie: c" + n + "=1").toArray(String[]::new);
    assertThat(handshake(headers).values("Cookie"))
        .hasSize(1)
        .allMatch(value -> value.split("; ").length == 300);
  }
}
