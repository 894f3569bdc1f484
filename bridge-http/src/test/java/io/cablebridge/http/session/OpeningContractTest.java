package io.cablebridge.http.session;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.EventStream;
import io.cablebridge.http.rig.RunningBridge;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Section 3 of the session API: what becomes of an opening that Rails answers. */
@Execution(ExecutionMode.CONCURRENT)
class OpeningContractTest {
  private final String id = RunningBridge.newId();
  private final RunningBridge bridge = RunningBridge.start();
  private final Client client = bridge.client();

  @AfterEach
  void stop() {
    bridge.close();
  }

  private void awaitNothingLeft() {
    await().until(() -> bridge.sessions.size() == 0 && bridge.rails.openConnections() == 0);
  }

  @Test
  void answers401WhenRailsSaysUnauthorized() {
    bridge.rails.unauthorized();
    client.get("/" + id, "Accept", "text/event-stream").expectError(401, "unauthorized");
    client.get("/" + id).expectError(401, "unauthorized");
    client
        .post("/" + id + "?poll-queue=1", Client.subscribe(ROOM))
        .expectError(401, "unauthorized");
    client.post("/", "").expectError(401, "unauthorized");
    awaitNothingLeft();
  }

  @Test
  void answers401WhenTheHandshakeIsAnswered401() {
    bridge.rails.refuseWithStatus(401, "text/html", "no");
    client.get("/" + id, "Accept", "text/event-stream").expectError(401, "unauthorized");
    awaitNothingLeft();
  }

  @Test
  void answers403WhenRailsDoesNotLikeTheOrigin() {
    bridge.rails.refuseWithStatus(404, "text/plain", "Page not found");
    client.get("/" + id, "Accept", "text/event-stream").expectError(403, "origin_not_allowed");
    String setting = " (config.action_cable.allowed_request_origins).";
    assertThat(client.get("/" + id).expectError(403, "origin_not_allowed").detail())
        .isEqualTo(
            "The request has no Origin header, and Rails requires one that it allows" + setting);
    assertThat(
            client
                .get("/" + id, "Origin", bridge.origin())
                .expectError(403, "origin_not_allowed")
                .detail())
        .isEqualTo("Rails does not accept this Origin" + setting);
    awaitNothingLeft();
  }

  @Test
  void answersARefusalToEachOfManySimultaneousOpenings() {
    bridge.rails.refuseWithStatus(401, "text/html", "no");
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    for (int n = 0; n < 100; n++) {
      answers.add(client.getLater("/" + RunningBridge.newId() + "?timeout=0.05"));
    }
    answers.forEach(answer -> Client.join(answer).expectError(401, "unauthorized"));
  }

  @Test
  void mayBeTriedAgainAtOnceAfterARefusal() {
    bridge.rails.unauthorized();
    client.get("/" + id).expectError(401, "unauthorized");
    bridge.rails.behave();
    client.get("/" + id + "?timeout=0.1").expect(200);
  }

  @Test
  void simultaneousRequestsShareOneOpening() {
    bridge.rails.hangHandshake();
    List<CompletableFuture<Answer>> posts =
        List.of(
            client.postLater("/" + id + "?poll-queue=9", Client.subscribe("{\"channel\":\"A\"}")),
            client.postLater("/" + id + "?poll-queue=9", Client.subscribe("{\"channel\":\"B\"}")));
    await().until(() -> !bridge.rails.handshakes().isEmpty());
    bridge.rails.behave();
    bridge.rails.dropConnections();
    posts.forEach(post -> Client.join(post).expect(200));
    await().until(() -> bridge.rails.commands().size() == 2);
    assertThat(bridge.sessions.size()).isEqualTo(1);
  }

  @Test
  void everyResponseOfASessionHasItsSessionId() {
    Answer opened = client.opened(id, ROOM);
    String epoch = opened.header("X-Session-Id");
    assertThat(epoch).hasSize(22);
    assertThat(client.get("/" + id).header("X-Session-Id")).isEqualTo(epoch);
    try (EventStream stream = EventStream.open(bridge, "/" + id)) {
      assertThat(stream.sessionId()).isEqualTo(epoch);
      Answer busy = client.get("/" + id).expectError(403, "session_busy");
      assertThat(busy.header("X-Session-Id")).isEqualTo(epoch);
      Answer deleted = client.delete("/" + id).expect(204);
      assertThat(deleted.header("X-Session-Id")).isEqualTo(epoch);
    }
  }
}
