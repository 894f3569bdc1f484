package io.cablebridge.http.session;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.EventStream;
import io.cablebridge.http.rig.RunningBridge;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sections 2.4 and 2.5 of the session API: ending a session, and opening one under our own id. */
class DeleteAndMintTest {
  private RunningBridge bridge = RunningBridge.start();

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void endsTheSessionAndItsUpstreamNow() {
    String id = RunningBridge.newId();
    bridge.client().opened(id, ROOM);
    bridge.awaitSubscribers(1);
    Answer answer = bridge.client().delete("/" + id).expect(204);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    await().until(() -> bridge.rails.openConnections() == 0);
  }

  @Test
  void anIdThatWasDeletedMayBeUsedAgainAtOnce() {
    String id = RunningBridge.newId();
    Answer first = bridge.client().post("/" + id + "?poll-queue=32", Client.subscribe(ROOM));
    bridge.client().delete("/" + id).expect(204);
    bridge.client().post("/" + id, Client.subscribe(ROOM)).expectError(404, "session_not_found");
    Answer again = bridge.client().post("/" + id + "?poll-queue=32", Client.subscribe(ROOM));
    assertThat(again.expect(200).header("X-Session-Id"))
        .isNotEmpty()
        .isNotEqualTo(first.header("X-Session-Id"));
    bridge.client().delete("/" + id).expect(204);
    try (EventStream stream = EventStream.subscribed(bridge, id)) {
      assertThat(stream.sessionId()).isNotEqualTo(again.header("X-Session-Id"));
    }
  }

  @Test
  void aPollQueueOpensASessionThatRailsHasEndedAgain() {
    String id = RunningBridge.newId();
    bridge.client().opened(id, ROOM);
    bridge.awaitSubscribers(1);
    bridge.rails.disconnectAll("remote", false);
    await().until(() -> bridge.rails.openConnections() == 0);
    bridge.client().post("/" + id, Client.subscribe(ROOM)).expectError(404, "session_not_found");
    bridge.client().post("/" + id + "?poll-queue=32", Client.subscribe(ROOM)).expect(200);
    bridge.awaitSubscribers(1);
  }

  @Test
  void answersAHeldPollOfTheSession() {
    String id = RunningBridge.newId();
    CompletableFuture<Answer> poll = bridge.client().getLater("/" + id);
    await().until(() -> bridge.sessions.listeners() == 1);
    bridge.client().delete("/" + id).expect(204);
    assertThat(Client.join(poll).messages().get(0).get("reason").asText()).isEqualTo("deleted");
  }

  @Test
  void answers204WhenThereIsNothingToEnd() {
    bridge.client().delete("/" + RunningBridge.newId()).expect(204);
    assertThat(bridge.rails.handshakes()).isEmpty();
  }

  @Test
  void opensASessionUnderAnIdOfOurs() {
    Answer answer = bridge.client().post("/", "").expect(201);
    JsonNode json = answer.json();
    assertThat(json.fieldNames()).toIterable().containsExactly("id", "session_id");
    String id = json.get("id").asText();
    assertThat(id).matches("[A-Za-z0-9_-]{22,}");
    assertThat(answer.header("Location")).isEqualTo("/" + id);
    assertThat(answer.header("X-Session-Id")).isEqualTo(json.get("session_id").asText());
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    bridge.client().post("/" + id, Client.subscribe(ROOM)).expect(200);
    try (EventStream stream = EventStream.open(bridge, "/" + id)) {
      assertThat(stream.sessionId()).isEqualTo(json.get("session_id").asText());
      stream.awaitTypes("joined", "connected");
    }
  }

  @Test
  void createsEachIdOnce() {
    String first = bridge.client().post("/", "").json().get("id").asText();
    String second = bridge.client().post("/", "").json().get("id").asText();
    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void livesUnderItsBasePath() {
    bridge.close();
    bridge = RunningBridge.start(plan -> plan.basePath = "/live/cable");
    Answer minted = bridge.client().post("/live/cable/", "").expect(201);
    assertThat(minted.header("Location")).startsWith("/live/cable/");
    bridge.client().get(minted.header("Location") + "?timeout=0.05").expect(200);
    bridge.client().post("/live/cable", "").expect(201);
    bridge.client().get("/" + RunningBridge.newId()).expectError(404, "not_found");
    bridge.client().get("/live/cables/" + RunningBridge.newId()).expectError(404, "not_found");
  }
}
