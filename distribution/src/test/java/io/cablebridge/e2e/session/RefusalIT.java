package io.cablebridge.e2e.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.e2e.client.SseClient;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.e2e.rig.Json;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RailsServer;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.TestBed;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that Rails or the bridge refuses are answered with a status and an error object. */
@Needs(RealPart.RAILS)
final class RefusalIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private static final String SUBSCRIBE =
      "[{\"identifier\":{\"channel\":\"ChatChannel\",\"room\":\"r\"},\"subscribe\":true}]";

  private static RailsServer rails;
  private static BridgeProcess bridge;

  @BeforeAll
  static void start() {
    rails = TESTBED.rails("REQUIRE_USER", "1");
    bridge = TESTBED.bridge(rails);
  }

  private static void assertRefused(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    JsonNode error = Json.parse(response.body());
    assertThat(error.path("error").asText()).isEqualTo(code);
    assertThat(error.path("detail").asText()).isNotBlank();
    assertThat(error.path("retry").isBoolean()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/event-stream", "application/json"})
  void aBannedUserIsUnauthorized(String accept) {
    assertRefused(
        bridge.calls("Cookie", "user=banned").get("/" + TestBed.freshId(), "Accept", accept),
        401,
        "unauthorized");
  }

  @Test
  void aMissingCookieIsUnauthorizedToAPostThatOpensASession() {
    assertRefused(
        bridge.calls().post("/" + TestBed.freshId() + "?poll-queue=8", SUBSCRIBE),
        401,
        "unauthorized");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "DELETE", "OPTIONS"})
  void aForeignOriginIsRefusedOnEveryVerb(String method) {
    HttpResponse<String> response =
        bridge
            .calls("Origin", "https://evil.example", "Cookie", "user=alice")
            .call(method, "/" + TestBed.freshId() + "?poll-queue=8", "");

    assertRefused(response, 403, "origin_not_allowed");
    assertThat(rails.users()).doesNotContain("alice");
  }

  @Test
  void anOriginThatRailsRefusesIsForbidden() {
    BridgeProcess elsewhere = TESTBED.bridge(rails, "upstream.host=another.example");

    assertRefused(
        elsewhere.calls("Cookie", "user=alice").get("/" + TestBed.freshId() + "?timeout=1"),
        403,
        "origin_not_allowed");
  }

  @Test
  void aPostToAnUnknownSessionIsNotFound() {
    assertRefused(
        bridge.calls("Cookie", "user=alice").post("/" + TestBed.freshId(), SUBSCRIBE),
        404,
        "session_not_found");
  }

  @Test
  void aSecondListenerWithoutAPositionFindsTheSessionBusy() {
    String id = TestBed.freshId();
    SseClient first = TESTBED.add(new SseClient(bridge, id, "Cookie", "user=alice").connect());
    first.await("joined");

    assertRefused(
        bridge.calls("Cookie", "user=alice").get("/" + id, "Accept", "text/event-stream"),
        403,
        "session_busy");
    assertThat(first.isOpen()).isTrue();
  }

  @Test
  void aSessionThatEndedForGoodIsAnsweredWithNoContent() {
    String id = TestBed.freshId();
    SseClient client = TESTBED.add(new SseClient(bridge, id, "Cookie", "user=alice").connect());
    client.await("joined");
    assertThat(bridge.calls("Cookie", "user=alice").delete("/" + id).statusCode()).isEqualTo(204);
    client.await("closed");
    Eventually.withinSeconds(5).until(() -> !client.isOpen());
    Eventually.withinSeconds(5).until(() -> !rails.users().contains("alice"));

    assertThat(client.connect().response().status()).isEqualTo(204);
  }
}
