package io.cablebridge.http.session;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.EventStream;
import io.cablebridge.http.rig.RunningBridge;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Positions that are wrong in every way have a defined answer and hold no memory. */
class InvalidPositionsTest {
  private static final int QUEUE = 8;

  private final String id = RunningBridge.newId();
  private final RunningBridge bridge =
      RunningBridge.start(
          plan -> {
            plan.queueEvents = QUEUE;
            plan.maxQueueEvents = QUEUE;
          });
  private final Client client = bridge.client();
  private String epoch;

  /** A session that has said {@code connected}, 1, 2 and 3, and whose client has it all. */
  @BeforeEach
  void begin() {
    epoch = client.opened(id, ROOM).header("X-Session-Id");
    bridge.awaitSubscribers(1);
    broadcast(1, 3);
    assertThat(client.get("/" + id).messages()).hasSize(4);
  }

  @AfterEach
  void stop() {
    bridge.close();
  }

  private void broadcast(int from, int to) {
    IntStream.rangeClosed(from, to).forEach(n -> bridge.rails.broadcast(ROOM, "" + n));
    await().until(() -> bridge.sessions.directory().snapshot().messagesIn() == to);
  }

  private Answer poll(String after) {
    return client.get("/" + id + "?timeout=0.05&after=" + after);
  }

  @Test
  void aPositionOfTheFutureIsRefused() {
    poll("5/" + epoch).expectError(400, "bad_request");
    poll("99999999999999999/" + epoch).expectError(400, "bad_request");
    client
        .get("/" + id, "Accept", "text/event-stream", "Last-Event-ID", "5/" + epoch)
        .expectError(400, "bad_request");
    broadcast(4, 4);
    assertThat(poll("4/" + epoch).received()).containsExactly("4");
  }

  @Test
  void aPositionOfThePastGetsWhatIsStillHeld() {
    assertThat(poll("2/" + epoch).received()).containsExactly("2", "3");
    assertThat(poll("4/" + epoch).received()).isEmpty();
    Answer again = poll("0/" + epoch).expect(200);
    long reported = again.messages().size() + again.json().get("dropped").asLong();
    assertThat(reported).isEqualTo(4);
    assertThat(again.json().get("position").asText()).isEqualTo("4/" + epoch);
  }

  @Test
  void aPositionOfAnotherSessionGetsEverythingOfThisOne() {
    Answer answer = poll("999/AAAAAAAAAAAAAAAAAAAAAA").expect(200);
    assertThat(answer.received()).containsExactly("1", "2", "3");
    assertThat(answer.header("X-Session-Id")).isEqualTo(epoch);
  }

  @Test
  void aPositionOfAnotherSessionAcknowledgesNothing() {
    broadcast(4, 5);
    poll("5/AAAAAAAAAAAAAAAAAAAAAA");
    assertThat(poll("4/" + epoch).received()).containsExactly("4", "5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "1",
        "/",
        "1/",
        "/EPOCH",
        "-1/EPOCH",
        "1.5/EPOCH",
        "%201/EPOCH",
        "0x1/EPOCH",
        "9999999999999999999/EPOCH",
        "%D9%A1/EPOCH",
        "NaN/EPOCH"
      })
  void anInvalidPositionIsRefused(String after) {
    poll(after.replace("EPOCH", epoch)).expectError(400, "bad_request");
  }

  /** A status other than 200 would end the stream of a browser for ever. */
  @ParameterizedTest
  @ValueSource(strings = {"x", "1", "/", "a/b/c", "-1/EPOCH", "undefined"})
  void anEventStreamWithAnInvalidPositionBeginsNow(String position) {
    String text = position.replace("EPOCH", epoch);
    try (EventStream stream = EventStream.open(bridge, "/" + id, "Last-Event-ID: " + text)) {
      broadcast(4, 4);
      await().until(() -> stream.data().stream().anyMatch(data -> data.contains("\"received\"")));
      assertThat(stream.data().stream().filter(data -> data.contains("\"received\"")))
          .singleElement()
          .asString()
          .contains("\"message\":4");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"after", "lastEventId", "last-event-id"})
  void threeParametersMeanTheSame(String name) {
    Answer answer = client.get("/" + id + "?timeout=0.05&" + name + "=2/" + epoch);
    assertThat(answer.received()).containsExactly("2", "3");
    assertThat(
            client
                .get(
                    "/" + id + "?timeout=0.05&" + name + "=2/" + epoch,
                    "Last-Event-ID",
                    "4/" + epoch)
                .received())
        .isEmpty();
  }

  @Test
  void anEmptyPositionIsNone() {
    poll("").expect(200);
  }

  @Test
  void anAcknowledgementOfAnEndedSessionOpensAnotherAndIsNot404() {
    client.delete("/" + id);
    Answer end = poll("4/" + epoch).expect(200);
    assertThat(end.types()).containsExactly("closed");
    Answer fresh =
        client.get("/" + RunningBridge.newId() + "?timeout=0.05&after=4/" + epoch).expect(200);
    assertThat(fresh.header("X-Session-Id")).isNotEqualTo(epoch);
  }

  @Test
  void aClientThatNeverAcknowledgesHoldsNoMoreThanTheQueue() {
    broadcast(4, 200);
    Answer answer = poll("4/" + epoch).expect(200);
    assertThat(answer.messages()).hasSize(QUEUE);
    assertThat(answer.json().get("dropped").asInt()).isEqualTo(197 - QUEUE);
    assertThat(bridge.sessions.directory().snapshot().sessions().get(0).heldBytes())
        .isLessThan(QUEUE * 1000L);
    Answer again = poll("4/" + epoch).expect(200);
    assertThat(again.received()).isEqualTo(answer.received());
  }
}
