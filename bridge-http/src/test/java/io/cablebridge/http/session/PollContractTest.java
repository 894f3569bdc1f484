package io.cablebridge.http.session;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.EventStream;
import io.cablebridge.http.rig.RunningBridge;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Section 2.2 of the session API: the answers of a long poll, and when they come. */
class PollContractTest {
  private static final Duration A_WHILE = Duration.ofMillis(400);

  private final String id = RunningBridge.newId();
  private final RunningBridge bridge =
      RunningBridge.start(
          plan -> {
            plan.queueEvents = 8;
            plan.maxQueueEvents = 16;
            plan.batchWindow = Duration.ofMillis(150);
          });
  private final Client client = bridge.client();

  @AfterEach
  void stop() {
    bridge.close();
  }

  /** Subscribes the session to the room and fetches {@code connected}; returns that answer. */
  private Answer connected() {
    client.opened(id, ROOM);
    bridge.awaitSubscribers(1);
    Answer answer = client.get("/" + id).expect(200);
    assertThat(answer.types()).containsExactly("connected");
    return answer;
  }

  private static String position(Answer answer) {
    return answer.json().get("position").asText();
  }

  private void awaitHeldPoll() {
    await().until(() -> bridge.sessions.listeners() == 1);
  }

  @Test
  void answersWithAllItsFields() {
    Answer answer = connected();
    JsonNode json = answer.json();
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "messages",
            "session_id",
            "dropped",
            "queue_length",
            "channels",
            "position",
            "upstream");
    assertThat(json.get("session_id").asText()).isEqualTo(answer.header("X-Session-Id"));
    assertThat(json.get("dropped").asInt()).isZero();
    assertThat(json.get("queue_length").asInt()).isZero();
    assertThat(json.get("position").asText()).isEqualTo("1/" + answer.header("X-Session-Id"));
    assertThat(json.get("upstream").asText()).isEqualTo("open");
    JsonNode message = answer.messages().get(0);
    assertThat(json.get("channels")).containsExactly(message.get("chan_id"));
    assertThat(message.fieldNames())
        .toIterable()
        .containsExactly("type", "chan_id", "msg_id", "time", "identifier", "message");
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void carriesMessagesByteForByte() {
    connected();
    String message = "{\"z\":9007199254740993,\"e\":1e400, \"s\":\"\\ud800\\u003c😀\",\"a\":1.0}";
    bridge.rails.broadcast(ROOM, message);
    assertThat(client.get("/" + id).text())
        .contains(",\"identifier\":" + ROOM + ",\"message\":" + message + "}");
  }

  @Test
  void answersWhenTheFirstMessageComes() {
    connected();
    CompletableFuture<Answer> poll = client.getLater("/" + id);
    awaitHeldPoll();
    bridge.rails.broadcast(ROOM, "1");
    assertThat(Client.join(poll).received()).containsExactly("1");
  }

  @Test
  void gathersABurstInOneAnswer() {
    connected();
    CompletableFuture<Answer> poll = client.getLater("/" + id);
    awaitHeldPoll();
    IntStream.rangeClosed(1, 5).forEach(n -> bridge.rails.broadcast(ROOM, "" + n));
    assertThat(Client.join(poll).received()).containsExactly("1", "2", "3", "4", "5");
  }

  @Test
  void answersWithNothingAtItsTimeout() {
    Answer connected = connected();
    Answer answer = client.get("/" + id + "?timeout=0.3").expect(200);
    assertThat(answer.messages()).isEmpty();
    assertThat(position(answer)).isEqualTo(position(connected));
    assertThat(answer.json().get("channels")).hasSize(1);
  }

  @Test
  void opensASessionThatIsNotThere() {
    Answer answer = client.get("/" + id + "?timeout=0.1").expect(200);
    assertThat(answer.messages()).isEmpty();
    assertThat(answer.json().get("upstream").asText()).isEqualTo("open");
    assertThat(position(answer)).isEqualTo("0/" + answer.header("X-Session-Id"));
    assertThat(bridge.rails.handshakes()).hasSize(1);
  }

  @Test
  void isAPollForEveryOtherAccept() {
    for (String accept : List.of("*/*", "application/json", "text/html")) {
      client
          .get("/" + id + "?timeout=0.05", "Accept", accept)
          .expect(200)
          .json()
          .get("messages")
          .isArray();
    }
  }

  @Test
  void sendsAgainOnlyWhatWasNotAcknowledged() {
    String start = position(connected());
    bridge.rails.broadcast(ROOM, "1");
    Answer first = client.get("/" + id + "?after=" + start);
    assertThat(first.received()).containsExactly("1");
    assertThat(client.get("/" + id + "?after=" + start).received()).containsExactly("1");
    Answer nothing = client.get("/" + id + "?timeout=0.1&after=" + position(first));
    assertThat(nothing.received()).isEmpty();
    assertThat(nothing.json().get("dropped").asInt()).isZero();
  }

  @Test
  void countsAsDeliveredWhatWasWrittenToOneThatAcknowledgesNothing() {
    connected();
    bridge.rails.broadcast(ROOM, "1");
    assertThat(client.get("/" + id).received()).containsExactly("1");
    assertThat(client.get("/" + id + "?timeout=0.1").received()).isEmpty();
  }

  @Test
  void sendsEverythingAfterAPositionOfALostSession() {
    connected();
    bridge.rails.broadcast(ROOM, "1");
    client.get("/" + id + "?timeout=0.1");
    Answer answer = client.get("/" + id + "?after=7/AAAAAAAAAAAAAAAAAAAAAA");
    assertThat(answer.types()).containsExactly("connected", "received");
  }

  @Test
  void answersAnOlderPollAtOnce() {
    String start = position(connected());
    CompletableFuture<Answer> older = client.getLater("/" + id + "?after=" + start);
    awaitHeldPoll();
    CompletableFuture<Answer> newer = client.getLater("/" + id + "?after=" + start);
    Answer relieved = Client.join(older).expect(200);
    assertThat(relieved.json().get("superseded").asBoolean()).isTrue();
    assertThat(relieved.messages()).isEmpty();
    assertThat(position(relieved)).isEqualTo(start);
    assertThat(newer).isNotDone();
    bridge.rails.broadcast(ROOM, "1");
    Answer answer = Client.join(newer);
    assertThat(answer.received()).containsExactly("1");
    assertThat(answer.json().has("superseded")).isFalse();
  }

  @Test
  void countsWhatAFullQueueLost() {
    connected();
    client.get("/" + id + "?poll-queue=8&timeout=0.05").expect(200);
    IntStream.rangeClosed(1, 11).forEach(n -> bridge.rails.broadcast(ROOM, "" + n));
    await().until(() -> bridge.sessions.snapshot().messagesIn() == 11);
    Answer answer = client.get("/" + id);
    assertThat(answer.json().get("dropped").asInt()).isEqualTo(3);
    assertThat(answer.types()).doesNotContain("dropped");
    assertThat(answer.received())
        .containsExactlyElementsOf(IntStream.rangeClosed(4, 11).mapToObj(n -> "" + n).toList());
    bridge.rails.broadcast(ROOM, "12");
    assertThat(client.get("/" + id).json().get("dropped").asInt()).isZero();
  }

  @Test
  void reportsHowManyEventsRemain() {
    connected();
    IntStream.rangeClosed(1, 3)
        .forEach(n -> bridge.rails.broadcast(ROOM, "\"" + "x".repeat(60_000) + "\""));
    await().until(() -> bridge.sessions.snapshot().messagesIn() == 3);
    Answer first = client.get("/" + id);
    int delivered = first.messages().size();
    assertThat(delivered).isLessThan(3);
    assertThat(first.json().get("queue_length").asInt()).isEqualTo(3 - delivered);
    Answer second = client.get("/" + id);
    assertThat(second.messages()).hasSize(3 - delivered);
    assertThat(second.json().get("queue_length").asInt()).isZero();
  }

  @Test
  void keepsAsManyMessagesAsThePollAskedFor() {
    client.opened(id, ROOM);
    bridge.awaitSubscribers(1);
    client.get("/" + id + "?poll-queue=2").expect(200);
    IntStream.rangeClosed(1, 5).forEach(n -> bridge.rails.broadcast(ROOM, "" + n));
    await().until(() -> bridge.sessions.snapshot().messagesIn() == 5);
    Answer answer = client.get("/" + id);
    assertThat(answer.received()).containsExactly("4", "5");
    assertThat(answer.json().get("dropped").asInt()).isEqualTo(3);
  }

  @Test
  void reportsThatTheUpstreamIsConnecting() {
    connected();
    bridge.rails.stop();
    Answer answer = client.get("/" + id);
    assertThat(answer.types()).containsExactly("disconnected");
    assertThat(answer.messages().get(0).get("will_reconnect").asBoolean()).isTrue();
    assertThat(answer.json().get("upstream").asText()).isEqualTo("reconnecting");
    bridge.rails.restart();
    Answer back = client.get("/" + id);
    assertThat(back.types()).containsExactly("connected");
    assertThat(back.json().get("upstream").asText()).isEqualTo("open");
  }

  @Test
  void receivesTheEndOfItsSession() {
    connected();
    CompletableFuture<Answer> poll = client.getLater("/" + id);
    awaitHeldPoll();
    bridge.rails.disconnectAll("remote", false);
    Answer answer = Client.join(poll).expect(200);
    assertThat(answer.json().get("messages").toString())
        .isEqualTo("[{\"type\":\"closed\",\"reason\":\"remote\",\"reconnect\":false}]");
    assertThat(answer.json().get("upstream").asText()).isEqualTo("closed");
  }

  @Test
  void isAnsweredWhenTheBridgeShutsDown() {
    connected();
    CompletableFuture<Answer> poll = client.getLater("/" + id);
    awaitHeldPoll();
    bridge.sessions.close();
    assertThat(Client.join(poll).expect(200).types()).containsExactly("closed");
  }

  @Test
  void doesNotReadBesideALiveStream() {
    try (EventStream stream = EventStream.open(bridge, "/" + id)) {
      client.get("/" + id).expectError(403, "session_busy");
      String after = "?timeout=0.1&after=" + stream.awaitTypes("joined").position();
      client.get("/" + id + after).expect(200);
      assertThat(stream.awaitEnd()).isTrue();
    }
  }

  @Test
  void goesOnWhereAStreamHasStopped() {
    try (EventStream stream = EventStream.subscribed(bridge, id)) {
      bridge.rails.broadcast(ROOM, "1");
      stream.awaitReceived(List.of("1"));
      bridge.rails.broadcast(ROOM, "2");
      String from = "?after=2/" + stream.sessionId();
      assertThat(client.get("/" + id + from).received()).containsExactly("2");
    }
  }

  @Test
  void keepsItsSessionAfterTheAnswer() {
    String epoch = connected().header("X-Session-Id");
    await().pollDelay(A_WHILE).until(() -> bridge.sessions.size() == 1);
    assertThat(client.get("/" + id + "?timeout=0.1").header("X-Session-Id")).isEqualTo(epoch);
  }
}
