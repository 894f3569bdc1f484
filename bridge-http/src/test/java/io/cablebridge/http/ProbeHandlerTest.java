package io.cablebridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.RawConnection;
import io.cablebridge.http.rig.RunningBridge;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers of the public server to the health checks of a load balancer. */
class ProbeHandlerTest {
  private RunningBridge bridge = RunningBridge.start();

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void aProcessThatAnswersIsLive() {
    Answer answer = bridge.client().get("/health/live").expect(200);
    assertThat(answer.text()).isEqualTo("{\"status\":\"live\"}");
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void aBridgeThatHasDoneNothingYetIsReady() {
    Answer answer = bridge.client().get("/health/ready").expect(200);
    assertThat(answer.text()).isEqualTo("{\"status\":\"ready\"}");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(bridge.rails.handshakes()).isEmpty();
    assertThat(bridge.sessions.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/live", "/health/ready"})
  void aHeadIsAnsweredWithoutABody(String path) {
    try (RawConnection wire = RawConnection.to(bridge)) {
      Answer head = wire.send(RawConnection.request("HEAD " + path)).answerTo("HEAD");
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Content-Length")).isNotEqualTo("0");
      Answer next = wire.send(RawConnection.request("GET " + path)).answer();
      assertThat(next.status()).as("nothing is left on the wire").isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/live", "/health/ready"})
  void anythingElseIsRefused(String path) {
    Answer answer = bridge.client().post(path, "[]").expectError(405, "method_not_allowed");
    assertThat(answer.header("Allow")).isEqualTo("GET, HEAD");
    bridge.client().delete(path).expectError(405, "method_not_allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/live", "/health/ready"})
  void anOriginOfAStrangerDoesNotMatter(String path) {
    Answer answer = bridge.client().get(path, "Origin", "https://evil.example").expect(200);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void itIsBelowTheBasePath() {
    bridge.close();
    bridge = RunningBridge.start(plan -> plan.basePath = "/live/cable");
    bridge.client().get("/live/cable/health/live").expect(200);
    bridge.client().get("/live/cable/health/ready").expect(200);
    bridge.client().get("/health/ready").expectError(404, "not_found");
    bridge.client().get("/live/cable/health/ready/more").expectError(404, "not_found");
  }

  @Test
  void aBridgeThatDrainsIsNotReadyAtOnceButLive() {
    bridge.sessions.close();
    Answer answer = bridge.client().get("/health/ready").expect(503);
    assertThat(answer.text()).isEqualTo("{\"status\":\"not_ready\",\"reasons\":[\"draining\"]}");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(bridge.client().call("HEAD", "/health/ready", BodyPublishers.noBody()).status())
        .isEqualTo(503);
    bridge.client().get("/health/live").expect(200);
  }

  @Test
  void railsUnavailableBeyondTheGraceMakesItNotReadyUntilItIsBack() {
    bridge.close();
    bridge = RunningBridge.start(plan -> plan.upstreamGrace = Duration.ofMillis(300));
    bridge.client().opened(RunningBridge.newId(), RunningBridge.ROOM);
    bridge.rails.stop();
    await().until(() -> bridge.client().get("/health/ready").status() == 503);
    assertThat(bridge.client().get("/health/ready").text())
        .isEqualTo("{\"status\":\"not_ready\",\"reasons\":[\"upstream_away\"]}");
    bridge.rails.restart();
    await().until(() -> bridge.client().get("/health/ready").status() == 200);
  }
}
