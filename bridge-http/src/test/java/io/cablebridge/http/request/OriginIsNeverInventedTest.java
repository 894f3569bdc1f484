package io.cablebridge.http.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.fake.ReceivedHandshake;
import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.RawConnection;
import io.cablebridge.http.rig.RunningBridge;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The Origin is the one that the browser sent, or our own if the browser itself vouches for it; a
 * foreign page never counts as another one, and never gets a CORS header. Defect 7 of the older
 * server.
 */
class OriginIsNeverInventedTest {
  private final String id = RunningBridge.newId();
  private final RunningBridge bridge =
      RunningBridge.start(plan -> plan.allowedOrigins = List.of("https://app.example.com"));

  @AfterEach
  void stop() {
    bridge.close();
  }

  private List<String> originThatRailsSees(String... headers) {
    try (RawConnection wire = RawConnection.to(bridge)) {
      wire.send(RawConnection.request("GET /" + id + "?timeout=0.05", headers))
          .answer()
          .expect(200);
    }
    List<ReceivedHandshake> all = bridge.rails.handshakes();
    return all.get(all.size() - 1).values("Origin");
  }

  @Test
  void aClientWithoutHeadersHasNoOrigin() {
    assertThat(originThatRailsSees()).isEmpty();
  }

  @Test
  void theOriginIsForwardedAsItWasSent() {
    assertThat(originThatRailsSees("Origin: https://app.example.com"))
        .containsExactly("https://app.example.com");
  }

  @Test
  void aListedPageThatIsOnlyInTheRefererIsNotMadeAnOrigin() {
    assertThat(originThatRailsSees("Referer: https://app.example.com/chat")).isEmpty();
  }

  @Test
  void aPageOfOurOwnStandsForOurOwnOrigin() {
    assertThat(originThatRailsSees("Sec-Fetch-Site: same-origin"))
        .containsExactly("http://127.0.0.1");
  }

  @Test
  void ourOwnPublicHostInTheRefererStandsForOurOwnOrigin() {
    assertThat(originThatRailsSees("Referer: http://127.0.0.1/chat"))
        .containsExactly("http://127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/?filter=a|b",
        "http://127.0.0.1/search?q={x}&r[]=^`%",
        "http://127.0.0.1"
      })
  void aRefererMayHoldWhatBrowsersLeaveUnencoded(String referer) {
    assertThat(originThatRailsSees("Referer: " + referer)).containsExactly("http://127.0.0.1");
  }

  @Test
  void aPageWhoseHostHasAnUnderscoreStandsForOurOwnOrigin() {
    try (RawConnection wire = RawConnection.to(bridge)) {
      wire.send(
              "GET /"
                  + id
                  + "?timeout=0.05 HTTP/1.1\r\nHost: my_app.test\r\n"
                  + "Referer: http://my_app.test/chat\r\n\r\n")
          .answer()
          .expect(200);
    }
    assertThat(bridge.rails.handshakes().get(0).values("Origin"))
        .containsExactly("http://my_app.test");
  }

  @Test
  void aRefererOfThousandsOfLabelsIsRefused() {
    bridge
        .client()
        .get("/" + id, "Referer", "http://" + "a.".repeat(7000) + "example/")
        .expectError(403, "origin_not_allowed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "http://127.0.0.1.evil.example/",
        "http://evil.example/http://127.0.0.1/",
        "http://127.0.0.1@evil.example/",
        "http://127.0.0.1:1/",
        "https://127.0.0.1/",
        "nonsense"
      })
  void aForeignRefererIsRefused(String referer) {
    Answer answer = bridge.client().get("/" + id, "Referer", referer);
    answer.expectError(403, "origin_not_allowed");
    assertThat(bridge.rails.handshakes()).isEmpty();
  }

  @Test
  void aForeignOriginIsNotEchoed() {
    Answer answer = bridge.client().get("/" + id, "Origin", "https://evil.example");
    answer.expectError(403, "origin_not_allowed");
    assertThat(answer.headers().keySet())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
    assertThat(bridge.rails.handshakes()).isEmpty();
  }
}
