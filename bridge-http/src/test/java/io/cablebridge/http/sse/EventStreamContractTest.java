package io.cablebridge.http.sse;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.EventStream;
import io.cablebridge.http.rig.EventStreamDecoder;
import io.cablebridge.http.rig.RunningBridge;
import io.cablebridge.http.sse.SseConfig.Detach;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Section 4 of the session API, over both ways in which a stream's bytes can leave. */
@ParameterizedClass
@EnumSource(Detach.class)
class EventStreamContractTest {
  private final String id = RunningBridge.newId();
  private final RunningBridge bridge;

  EventStreamContractTest(Detach detach) {
    bridge =
        RunningBridge.start(
            plan -> {
              plan.detach = detach;
              plan.queueEvents = 8;
            });
  }

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void itsHeadersForbidBufferingAndCaching() {
    try (EventStream stream = EventStream.open(bridge, "/" + id)) {
      assertThat(stream.head.header("Content-Type")).isEqualTo("text/event-stream");
      assertThat(stream.head.header("Cache-Control")).isEqualTo("no-cache, no-store, no-transform");
      assertThat(stream.head.header("X-Accel-Buffering")).isEqualTo("no");
      assertThat(stream.head.header("Content-Encoding")).isEmpty();
      assertThat(stream.sessionId()).hasSize(22);
    }
  }

  @Test
  void isNotCompressedForAnyClient() {
    try (EventStream stream = EventStream.open(bridge, "/" + id, "Accept-Encoding: gzip, br")) {
      assertThat(stream.head.header("Content-Encoding")).isEmpty();
      stream.awaitTypes("joined");
    }
  }

  @Test
  void isTheSameForAClientThatOffersAnotherProtocol() {
    try (EventStream stream =
        EventStream.open(
            bridge,
            "/" + id,
            "Connection: Upgrade, HTTP2-Settings",
            "Upgrade: h2c",
            "HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA")) {
      stream.awaitTypes("joined");
    }
  }

  @Test
  void beginsWithRetryBetweenTwoAndFiveSecondsThenJoined() {
    try (EventStream stream = EventStream.open(bridge, "/" + id)) {
      stream.awaitTypes("joined");
      assertThat(stream.raw()).matches("(?s)retry: [2-5][0-9]{3}\n\nid: .*");
      assertThat(Integer.parseInt(stream.retries().get(0))).isBetween(2000, 5000);
    }
  }

  @Test
  void spreadsTheRetryTimes() {
    List<String> retries =
        IntStream.range(0, 12)
            .mapToObj(
                i -> {
                  try (EventStream stream = EventStream.open(bridge, "/" + RunningBridge.newId())) {
                    stream.awaitTypes("joined");
                    return stream.retries().get(0);
                  }
                })
            .distinct()
            .toList();
    assertThat(retries).hasSizeGreaterThan(3);
  }

  @Test
  void sendsJoinedWithIdAndSession() {
    try (EventStream stream = EventStream.open(bridge, "/" + id)) {
      stream.awaitTypes("joined");
      assertThat(stream.data())
          .containsExactly(
              "{\"type\":\"joined\",\"id\":\""
                  + id
                  + "\",\"session_id\":\""
                  + stream.sessionId()
                  + "\",\"upstream\":\"open\",\"resumed\":false}");
      assertThat(stream.position()).isEqualTo("0/" + stream.sessionId());
    }
  }

  @Test
  void givesEachEventTheNameMessageOneDataLineAndItsPosition() {
    try (EventStream stream = EventStream.subscribed(bridge, id)) {
      bridge.rails.broadcast(ROOM, "{\"n\":1}");
      bridge.rails.broadcast(ROOM, "{\"n\":2}");
      stream.awaitTypes("joined", "connected", "received", "received");
      String epoch = stream.sessionId();
      assertThat(stream.events())
          .extracting(EventStreamDecoder.DecodedEvent::lastEventId)
          .containsExactly("0/" + epoch, "1/" + epoch, "2/" + epoch, "3/" + epoch);
      assertThat(stream.events())
          .extracting(EventStreamDecoder.DecodedEvent::name)
          .containsOnly("message");
      assertThat(stream.raw()).contains("\nevent: message\ndata: {\"type\":\"received\",");
      assertThat(stream.data()).noneMatch(data -> data.contains("\n"));
    }
  }

  @Test
  void writesAllFieldsOfAnEventInTheirOrder() {
    try (EventStream stream = EventStream.subscribed(bridge, id)) {
      bridge.rails.broadcast(ROOM, "{\"n\":1}");
      JsonNode received = stream.awaitEvent(3);
      assertThat(received.fieldNames())
          .toIterable()
          .containsExactly(
              "type", "session_id", "chan_id", "msg_id", "time", "identifier", "message");
      assertThat(received.get("session_id").asText()).isEqualTo(stream.sessionId());
      assertThat(received.get("msg_id").isTextual()).isTrue();
      assertThat(received.get("msg_id").asText()).isEqualTo("2");
      assertThat(received.get("time").asText())
          .matches("2[0-9]{3}-[01][0-9]-[0-3][0-9]T[0-9:]{8}\\.[0-9]{9}Z");
      JsonNode connected = stream.json().get(1);
      assertThat(connected.get("message").isNull()).isTrue();
      assertThat(connected.get("chan_id")).isEqualTo(received.get("chan_id"));
    }
  }

  @Test
  void carriesIdentifierAndMessageByteForByte() {
    String identifier = "{ \"room\" : \"\\u00e9\\/é\",\"channel\":\"ChatChannel\" }";
    String message =
        "{\"z\":9007199254740993,\"e\":1e400, \"d\":1.0,\"h\":\"\\u003cb\\u003e\",\"x\":\"😀\","
            + "\"s\":\"\\ud800\",\"a\":[ ]}";
    try (EventStream stream =
        EventStream.open(bridge, "/" + id + "?subscribe=" + Client.encoded(identifier))) {
      stream.awaitTypes("joined", "connected");
      bridge.rails.broadcast(identifier, message);
      stream.awaitEvent(3);
      assertThat(stream.data().get(2))
          .endsWith(",\"identifier\":" + identifier + ",\"message\":" + message + "}");
    }
  }

  @Test
  void subscribesToEveryIdentifierOfTheUrl() {
    String other = "{\"channel\":\"OtherChannel\"}";
    String query = "?subscribe=" + Client.encoded(ROOM) + "&subscribe=" + Client.encoded(other);
    try (EventStream stream = EventStream.open(bridge, "/" + id + query)) {
      stream.awaitTypes("joined", "connected", "connected");
      assertThat(stream.json().get(1).get("identifier")).isEqualTo(Answer.parse(ROOM));
      assertThat(stream.json().get(2).get("identifier")).isEqualTo(Answer.parse(other));
    }
  }

  @Test
  void sendsARejection() {
    bridge.rails.rejectNext();
    try (EventStream stream =
        EventStream.open(bridge, "/" + id + "?subscribe=" + Client.encoded(ROOM))) {
      stream.awaitTypes("joined", "rejected");
      assertThat(stream.json().get(1).has("reason")).isFalse();
    }
  }

  @Test
  void sendsLossAndReturnOfTheUpstreamAndStaysOpen() {
    try (EventStream stream = EventStream.subscribed(bridge, id)) {
      bridge.rails.dropConnections();
      stream.awaitTypes("joined", "connected", "disconnected", "connected");
      assertThat(stream.json().get(2).get("will_reconnect").asBoolean()).isTrue();
      bridge.rails.broadcast(ROOM, "1");
      stream.awaitReceived(List.of("1"));
      assertThat(stream.hasEnded()).isFalse();
    }
  }

  @Test
  void endsAfterClosed() {
    try (EventStream stream = EventStream.subscribed(bridge, id)) {
      bridge.rails.disconnectAll("remote", false);
      assertThat(stream.awaitEnd()).isTrue();
      assertThat(stream.data().get(2))
          .isEqualTo("{\"type\":\"closed\",\"reason\":\"remote\",\"reconnect\":false}");
      assertThat(stream.types()).containsExactly("joined", "connected", "closed");
    }
  }

  @Test
  void answers204ToTheReconnectionAfterAnEndForGood() {
    String position;
    try (EventStream stream = EventStream.subscribed(bridge, id)) {
      bridge.rails.disconnectAll("remote", false);
      stream.awaitEnd();
      position = stream.position();
    }
    Answer answer =
        bridge.client().get("/" + id, "Accept", "text/event-stream", "Last-Event-ID", position);
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(position).endsWith("/" + answer.header("X-Session-Id"));
  }

  @Test
  void opensAnotherSessionWithoutAPositionAfterAFinalEnd() {
    try (EventStream stream = EventStream.subscribed(bridge, id)) {
      bridge.rails.disconnectAll("remote", false);
      stream.awaitEnd();
      try (EventStream next = EventStream.open(bridge, "/" + id)) {
        next.awaitTypes("joined");
        assertThat(next.sessionId()).isNotEqualTo(stream.sessionId());
      }
    }
  }

  @Test
  void sendsALastSendWhenTheBridgeShutsDown() {
    try (EventStream stream = EventStream.subscribed(bridge, id)) {
      bridge.sessions.close();
      assertThat(stream.awaitEnd()).isTrue();
      assertThat(stream.data().get(2))
          .isEqualTo("{\"type\":\"closed\",\"reason\":\"shutting_down\",\"reconnect\":true}");
      assertThat(stream.retries()).hasSize(2);
    }
  }

  @Test
  void neverStopsAClientForGoodThatComesBackWhileTheBridgeShutsDown() {
    String position;
    try (EventStream stream = EventStream.subscribed(bridge, id);
        EventStream other = EventStream.open(bridge, "/" + RunningBridge.newId())) {
      bridge.sessions.close();
      stream.awaitEnd();
      other.awaitEnd();
      position = stream.position();
    }
    Answer answer =
        bridge.client().get("/" + id, "Accept", "text/event-stream", "Last-Event-ID", position);
    assertThat(answer.status()).isNotEqualTo(204);
  }

  @Test
  void resumesAfterTheLastEventIdWithWhatWasMissed() {
    String position;
    String epoch;
    try (EventStream stream = EventStream.subscribed(bridge, id)) {
      bridge.rails.broadcast(ROOM, "1");
      stream.awaitReceived(List.of("1"));
      position = stream.position();
      epoch = stream.sessionId();
    }
    bridge.rails.broadcast(ROOM, "2");
    try (EventStream stream = EventStream.open(bridge, "/" + id, "Last-Event-ID: " + position)) {
      stream.awaitReceived(List.of("2"));
      assertThat(stream.sessionId()).isEqualTo(epoch);
      assertThat(stream.json().get(0).get("resumed").asBoolean()).isTrue();
      assertThat(stream.events().get(0).lastEventId()).isEqualTo(position);
      bridge.rails.broadcast(ROOM, "3");
      stream.awaitReceived(List.of("2", "3"));
    }
  }

  @Test
  void sendsAgainWhatAnOlderPositionHasNotSeen() {
    try (EventStream stream = EventStream.subscribed(bridge, id)) {
      IntStream.rangeClosed(1, 3).forEach(n -> bridge.rails.broadcast(ROOM, "" + n));
      stream.awaitReceived(List.of("1", "2", "3"));
      try (EventStream again =
          EventStream.open(bridge, "/" + id + "?after=2/" + stream.sessionId())) {
        again.awaitReceived(List.of("2", "3"));
      }
    }
  }

  @Test
  void reportsThatAnotherSessionIsNotResumed() {
    try (EventStream stream =
        EventStream.open(bridge, "/" + id, "Last-Event-ID: 41/AAAAAAAAAAAAAAAAAAAAAA")) {
      stream.awaitTypes("joined");
      assertThat(stream.json().get(0).get("resumed").asBoolean()).isFalse();
      assertThat(stream.position()).isEqualTo("0/" + stream.sessionId());
    }
  }

  @Test
  void countsWhatAFullQueueLost() {
    String position;
    try (EventStream stream = EventStream.subscribed(bridge, id)) {
      position = stream.position();
    }
    await().until(() -> bridge.sessions.listeners() == 0 || leftBehind());
    IntStream.rangeClosed(1, 15).forEach(n -> bridge.rails.broadcast(ROOM, "" + n));
    await().until(() -> bridge.sessions.snapshot().messagesIn() == 15);
    try (EventStream stream = EventStream.open(bridge, "/" + id, "Last-Event-ID: " + position)) {
      stream.awaitReceived(IntStream.rangeClosed(8, 15).mapToObj(n -> "" + n).toList());
      assertThat(stream.data().get(1))
          .isEqualTo(
              "{\"type\":\"dropped\",\"count\":7,\"session_id\":\"" + stream.sessionId() + "\"}");
      assertThat(stream.events().get(1).lastEventId()).isEqualTo("8/" + stream.sessionId());
    }
  }

  /** A stream that is not detached learns only from writing that its reader has gone. */
  private boolean leftBehind() {
    return bridge.sessions.listeners() == 1;
  }

  @Test
  void refusesASecondListenerThatProvesNothing() {
    try (EventStream first = EventStream.subscribed(bridge, id)) {
      bridge.client().get("/" + id, "Accept", "text/event-stream").expectError(403, "session_busy");
      bridge
          .client()
          .get("/" + id + "?after=1/AAAAAAAAAAAAAAAAAAAAAA", "Accept", "text/event-stream")
          .expectError(403, "session_busy");
      bridge.rails.broadcast(ROOM, "1");
      first.awaitReceived(List.of("1"));
    }
  }

  @Test
  void handsOverToTheSameClientComingBack() {
    try (EventStream older = EventStream.subscribed(bridge, id);
        EventStream newer =
            EventStream.open(bridge, "/" + id, "Last-Event-ID: " + older.position())) {
      newer.awaitTypes("joined");
      assertThat(older.awaitEnd()).isTrue();
      bridge.rails.broadcast(ROOM, "1");
      newer.awaitReceived(List.of("1"));
      assertThat(older.types()).containsExactly("joined", "connected");
      assertThat(bridge.sessions.listeners()).isEqualTo(1);
    }
  }

  @Test
  void doesNotHandOverToAnotherUserWithThePosition() {
    try (EventStream victim = EventStream.subscribed(bridge, id)) {
      bridge
          .client()
          .get(
              "/" + id,
              "Accept",
              "text/event-stream",
              "Last-Event-ID",
              victim.position(),
              "Origin",
              bridge.origin())
          .expectError(403, "credentials_mismatch");
      bridge.rails.broadcast(ROOM, "1");
      victim.awaitReceived(List.of("1"));
    }
  }

  @Test
  void endsInGoodOrderWhenTheSessionIsDeleted() {
    try (EventStream stream = EventStream.subscribed(bridge, id)) {
      bridge.client().delete("/" + id).expect(204);
      assertThat(stream.awaitEnd()).isTrue();
      assertThat(stream.json().get(2).get("reason").asText()).isEqualTo("deleted");
    }
  }

  @Test
  void deliversMessagesLargerThanAnyBufferWhole() {
    String large = "\"" + "x".repeat(700_000) + "\"";
    try (EventStream stream = EventStream.subscribed(bridge, id)) {
      bridge.rails.broadcast(ROOM, large);
      bridge.rails.broadcast(ROOM, "2");
      stream.awaitReceived(List.of(large, "2"));
    }
  }

  @Test
  void keepsTheOrderOfABurst() {
    try (EventStream stream = EventStream.subscribed(bridge, id)) {
      List<String> sent = IntStream.range(0, 2000).mapToObj(n -> "" + n).toList();
      for (int from = 0; from < sent.size(); from += 8) {
        sent.subList(from, from + 8).forEach(n -> bridge.rails.broadcast(ROOM, n));
        int upTo = from + 8;
        await().pollInterval(Duration.ofMillis(1)).until(() -> stream.events().size() == 2 + upTo);
      }
      stream.awaitReceived(sent);
    }
  }
}
