package io.cablebridge.http.request;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.RawConnection;
import io.cablebridge.http.rig.RunningBridge;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every Origin that resembles one that may, on every verb, before a bridge that lists {@code
 * https://app.example.com} and {@code https://xn--bcher-kva.example}.
 */
class OriginMatrixTest {
  private static final String ID = RunningBridge.newId();

  private static RunningBridge bridge;

  @BeforeAll
  static void start() {
    bridge =
        RunningBridge.start(
            plan ->
                plan.allowedOrigins =
                    List.of("https://app.example.com", "https://xn--bcher-kva.example"));
    bridge.client().opened(ID, ROOM);
    bridge.awaitSubscribers(1);
  }

  @AfterAll
  static void stop() {
    bridge.close();
  }

  private static final List<String> VERBS =
      List.of("GET /" + ID, "POST /" + ID, "DELETE /" + ID, "OPTIONS /" + ID, "POST /", "PUT /x");

  static Stream<String> foreign() {
    return Stream.of(
        "Origin: null",
        "Origin:",
        "Origin: *",
        "Origin: https://app.example.com.evil.com",
        "Origin: https://evil.com/app.example.com",
        "Origin: https://evilapp.example.com",
        "Origin: https://sub.app.example.com",
        "Origin: https://example.com",
        "Origin: http://app.example.com",
        "Origin: https://app.example.com:8443",
        "Origin: https://app.example.com:443",
        "Origin: https://app.example.com.",
        "Origin: https://app.example.com/",
        "Origin: https://app.example.com@evil.com",
        "Origin: https://user@app.example.com",
        "Origin: https://app.example.com https://evil.com",
        "Origin: https://evil.com, https://app.example.com",
        "Origin: app.example.com",
        "Origin: file://",
        "Origin: https://b\u00fccher.example",
        "Origin: https://xn--bcher-kvb.example",
        "Origin: http://127.0.0.1:1",
        "Origin: https://127.0.0.1",
        "Origin: http://127.0.0.1.",
        "Origin: http://localhost",
        "Origin: https://app.example.com\r\nOrigin: https://evil.com",
        "Origin: https://evil.com\r\nOrigin: https://app.example.com",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Sec-Fetch-Site: nonsense",
        "Sec-Fetch-Site: cross-site\r\nReferer: http://127.0.0.1/",
        "Referer: https://evil.com/",
        "Referer: https://app.example.com.evil.com/",
        "Sec-Fetch-Site: none\r\nReferer: https://evil.com/");
  }

  @ParameterizedTest
  @MethodSource("foreign")
  void aForeignPageIsRefusedOnEveryVerbBeforeAnythingIsDone(String header) {
    int commands = bridge.rails.commands().size();
    for (String verb : VERBS) {
      String body = Client.send(ROOM, "{\"action\":\"speak\"}");
      try (RawConnection wire = RawConnection.to(bridge)) {
        Answer answer =
            wire.send(
                    RawConnection.request(
                            verb,
                            header,
                            "Accept: text/event-stream",
                            "Cookie: user=alice",
                            "Content-Length: " + body.length())
                        + body)
                .answer()
                .expectError(403, "origin_not_allowed");
        assertThat(answer.headers().keySet())
            .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
        assertThat(answer.header("X-Session-Id")).isEmpty();
      }
    }
    assertThat(bridge.rails.handshakes()).hasSize(1);
    assertThat(bridge.rails.commands()).hasSize(commands);
    assertThat(bridge.sessions.size()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: https://app.example.com",
        "Origin: https://APP.example.COM",
        "Origin: https://xn--bcher-kva.example",
        "Origin: http://127.0.0.1",
        "Sec-Fetch-Site: same-origin",
        "Sec-Fetch-Site: none",
        "Referer: http://127.0.0.1/chat",
        "Accept: */*"
      })
  void listedAndOwnPagesAndOtherProgramsMayPass(String header) {
    try (RawConnection wire = RawConnection.to(bridge)) {
      wire.send(RawConnection.request("OPTIONS /" + ID, header)).answer().expect(204);
    }
  }
}
