package io.cablebridge.http;

import static io.cablebridge.http.Running.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Section 3 of the session API: what becomes of an opening, by what Rails says of it. */
class OpeningContractTest {
  private final String id = Running.newId();
  private final Running bridge =
      Running.start(plan -> plan.connectTimeout = Duration.ofMillis(600));
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
    client.get("/" + id).expectError(403, "origin_not_allowed");
    awaitNothingLeft();
  }

  @Test
  void mayBeTriedAgainAtOnceAfterARefusal() {
    bridge.rails.unauthorized();
    client.get("/" + id).expectError(401, "unauthorized");
    bridge.rails.behave();
    client.get("/" + id + "?timeout=0.1").expect(200);
  }

  @Test
  void answers200AndConnectingWhenNothingListensThere() {
    bridge.rails.stop();
    try (Stream stream = Stream.open(bridge, "/" + id + "?subscribe=" + Client.encoded(ROOM))) {
      assertThat(stream.awaitEvent(1).get("upstream").asText()).isEqualTo("connecting");
      bridge.rails.restart();
      stream.awaitTypes("joined", "connected");
    }
  }

  @Test
  void answers200AndConnectingWhenRailsFails() {
    bridge.rails.refuseWithStatus(503, "text/html", "down");
    try (Stream stream = Stream.open(bridge, "/" + id)) {
      assertThat(stream.awaitEvent(1).get("upstream").asText()).isEqualTo("connecting");
    }
    String other = Running.newId();
    Answer poll = client.get("/" + other + "?timeout=0.1").expect(200);
    assertThat(poll.json().get("upstream").asText()).isEqualTo("connecting");
    assertThat(bridge.sessions.size()).isEqualTo(2);
  }

  @Test
  void waitsForTheWelcomeNoLongerThanTheConnectTimeout() {
    bridge.rails.hangHandshake();
    try (Stream stream = Stream.open(bridge, "/" + id)) {
      assertThat(stream.awaitEvent(1).get("upstream").asText()).isEqualTo("connecting");
    }
  }

  @Test
  void waitsForTheWelcomeOfASilentRailsNoLongerEither() {
    bridge.rails.goSilent();
    Answer poll = client.get("/" + id + "?timeout=0.1").expect(200);
    assertThat(poll.json().get("upstream").asText()).isEqualTo("connecting");
  }

  @Test
  void acceptsASubscribeWhileRailsIsAwayAndPerformsItLater() {
    bridge.rails.stop();
    client.opened(id, ROOM);
    bridge.rails.restart();
    assertThat(client.get("/" + id).types()).containsExactly("connected");
  }

  @Test
  void isOneOpeningForAllWhoAskAtOnce() {
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
  void saysTheSessionIdInEveryAnswerAboutASession() {
    Answer opened = client.opened(id, ROOM);
    String epoch = opened.header("X-Session-Id");
    assertThat(epoch).hasSize(22);
    assertThat(client.get("/" + id).header("X-Session-Id")).isEqualTo(epoch);
    try (Stream stream = Stream.open(bridge, "/" + id)) {
      assertThat(stream.sessionId()).isEqualTo(epoch);
      Answer busy = client.get("/" + id).expectError(403, "session_busy");
      assertThat(busy.header("X-Session-Id")).isEqualTo(epoch);
      Answer deleted = client.delete("/" + id).expect(204);
      assertThat(deleted.header("X-Session-Id")).isEqualTo(epoch);
    }
  }
}
