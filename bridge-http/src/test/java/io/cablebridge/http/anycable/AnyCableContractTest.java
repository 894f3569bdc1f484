package io.cablebridge.http.anycable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.fake.EventStreamDecoder;
import io.cablebridge.fake.SseEvent;
import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.EventStream;
import io.cablebridge.http.rig.RawConnection;
import io.cablebridge.http.rig.RunningBridge;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.stream.Publication;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code /events} for a client of AnyCable's SSE endpoint, and the improvements over that endpoint.
 */
class AnyCableContractTest {
  private RunningBridge bridge;

  @BeforeEach
  void start() {
    bridge = RunningBridge.start(plan -> plan.pingInterval = Duration.ofSeconds(1));
  }

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void aReaderIsWelcomedConfirmedAndGivenWhatIsPublished() {
    try (EventStream reader = EventStream.open(bridge, "/events?stream=chat")) {
      awaitNames(reader, "welcome", "confirm_subscription");
      publish("chat", "{\"text\":\"hi\"}");
      awaitNames(reader, "welcome", "confirm_subscription", "message");
      assertThat(reader.data().get(2)).isEqualTo("{\"text\":\"hi\"}");
      assertThat(reader.position()).matches("1/[A-Za-z0-9_-]{8}/chat");
      assertThat(reader.head.header("Content-Type")).isEqualTo("text/event-stream");
    }
  }

  @Test
  void aReaderWithoutAMessageYetMissesNothing() {
    String position;
    try (EventStream reader = EventStream.open(bridge, "/events?stream=chat")) {
      awaitNames(reader, "welcome", "confirm_subscription");
      position = reader.position();
    }
    publish("chat", "1");
    try (EventStream reader =
        EventStream.open(bridge, "/events?stream=chat", "Last-Event-ID: " + position)) {
      awaitNames(reader, "welcome", "confirm_subscription", "message", "confirm_history");
      assertThat(reader.data().get(2)).isEqualTo("1");
    }
  }

  @Test
  void whatWasMissedComesBetweenConfirmationAndLife() {
    String position;
    try (EventStream reader = EventStream.open(bridge, "/events?stream=chat")) {
      awaitNames(reader, "welcome", "confirm_subscription");
      publish("chat", "1", "2");
      awaitNames(reader, "welcome", "confirm_subscription", "message", "message");
      position = reader.events().get(2).id();
    }
    publish("chat", "3");
    try (EventStream reader =
        EventStream.open(bridge, "/events?stream=chat", "Last-Event-ID: " + position)) {
      awaitNames(
          reader, "welcome", "confirm_subscription", "message", "message", "confirm_history");
      publish("chat", "4");
      await().untilAsserted(() -> assertThat(messages(reader)).containsExactly("2", "3", "4"));
    }
  }

  @Test
  void whatMayBeLostIsAdmitted() {
    try (EventStream reader =
        EventStream.open(bridge, "/events?stream=chat", "Last-Event-ID: 7/gone/chat")) {
      awaitNames(reader, "welcome", "confirm_subscription", "reject_history");
    }
  }

  @Test
  void historySinceATimeIsGiven() {
    publish("chat", "1", "2");
    long since = System.currentTimeMillis() / 1000 - 60;
    try (EventStream reader =
        EventStream.open(bridge, "/events?stream=chat&history_since=" + since)) {
      awaitNames(
          reader, "welcome", "confirm_subscription", "message", "message", "confirm_history");
    }
  }

  @Test
  void aRawReaderGetsMessagesAndCommentsAlone() {
    try (EventStream reader = EventStream.open(bridge, "/events?stream=chat&raw=1")) {
      publish("chat", "\"a\\nb\"");
      awaitNames(reader, "message");
      assertThat(reader.data()).containsExactly("a\nb");
      await().until(() -> !reader.comments().isEmpty());
      assertThat(names(reader)).containsExactly("message");
    }
  }

  @Test
  void silenceIsFilledWithPings() {
    try (EventStream reader = EventStream.open(bridge, "/events?stream=chat")) {
      await().until(() -> names(reader).contains("ping"));
      SseEvent ping = reader.events().get(names(reader).indexOf("ping"));
      assertThat(ping.data()).matches("\\{\"type\":\"ping\",\"message\":[0-9]{10}}");
    }
  }

  @Test
  void severalStreamsOfOneConnectionAreResumedByOneId() {
    String position;
    try (EventStream reader = EventStream.open(bridge, "/events?stream=chat&stream=news")) {
      await().until(() -> names(reader).size() == 3);
      publish("chat", "1");
      publish("news", "2");
      await().until(() -> messages(reader).size() == 2);
      position = reader.position();
    }
    publish("chat", "3");
    publish("news", "4");
    try (EventStream reader =
        EventStream.open(bridge, "/events?stream=chat&stream=news", "Last-Event-ID: " + position)) {
      await().untilAsserted(() -> assertThat(messages(reader)).containsExactlyInAnyOrder("3", "4"));
    }
  }

  @Test
  void aChannelOfRailsIsReadWithTheUsersOwnCookies() {
    try (EventStream reader =
        EventStream.open(
            bridge,
            "/events?identifier=" + Client.encoded(RunningBridge.ROOM),
            "Cookie: user=alice")) {
      awaitNames(reader, "welcome", "confirm_subscription");
      bridge.rails.broadcast(RunningBridge.ROOM, "{\"b\":1.0,\"a\":\"\\u003c\"}");
      awaitNames(reader, "welcome", "confirm_subscription", "message");
      assertThat(reader.data().get(2)).isEqualTo("{\"b\":1.0,\"a\":\"\\u003c\"}");
      assertThat(bridge.rails.handshakes().get(0).headers().toString()).contains("user=alice");
    }
  }

  @Test
  void aStreamAloneNeedsNoRails() {
    bridge.rails.stop();
    try (EventStream reader = EventStream.open(bridge, "/events?stream=chat")) {
      publish("chat", "1");
      await().until(() -> messages(reader).equals(List.of("1")));
    }
    assertThat(bridge.rails.handshakes()).isEmpty();
  }

  @Test
  void aChannelThatRailsRejectsIs401AndLeavesNothing() {
    bridge.rails.rejectNext();
    Answer answer = bridge.client().get("/events?identifier=" + Client.encoded(RunningBridge.ROOM));
    answer.expectError(401, "unauthorized");
    await().until(() -> bridge.rails.openConnections() == 0);
    await().until(() -> bridge.sessions.size() == 0);
  }

  /** A browser never comes back after an error, and Rails may be back in a moment. */
  @Test
  void theStreamStaysOpenWhileRailsIsUnavailable() {
    bridge.rails.stop();
    try (EventStream reader =
        EventStream.open(bridge, "/events?identifier=" + Client.encoded(RunningBridge.ROOM))) {
      await().until(() -> names(reader).contains("welcome"));
      assertThat(names(reader)).doesNotContain("confirm_subscription");
      bridge.rails.restart();
      await().until(() -> names(reader).contains("confirm_subscription"));
      bridge.rails.broadcast(RunningBridge.ROOM, "1");
      await().until(() -> messages(reader).equals(List.of("1")));
    }
  }

  @Test
  void aUserThatRailsDoesNotAcceptIs401() {
    bridge.rails.unauthorized();
    bridge
        .client()
        .get("/events?identifier=" + Client.encoded(RunningBridge.ROOM))
        .expectError(401, "unauthorized");
  }

  @Test
  void nothingRemainsOfADisconnectedReader() {
    try (EventStream reader =
        EventStream.open(
            bridge, "/events?stream=chat&identifier=" + Client.encoded(RunningBridge.ROOM))) {
      await().until(() -> names(reader).size() == 3);
      assertThat(bridge.sessions.size()).isEqualTo(1);
    }
    await().until(() -> bridge.sessions.size() == 0);
    await().until(() -> bridge.rails.openConnections() == 0);
    await().until(() -> bridge.broker.snapshot().isEmpty());
  }

  @Test
  void aShutdownSendsReadersARetry() {
    try (EventStream reader = EventStream.open(bridge, "/events?stream=chat")) {
      awaitNames(reader, "welcome", "confirm_subscription");
      bridge.sessions.close();
      reader.awaitEnd();
      assertThat(reader.data().get(reader.data().size() - 1))
          .isEqualTo("{\"type\":\"disconnect\",\"reason\":\"server_restart\",\"reconnect\":true}");
      assertThat(reader.retries()).hasSize(2);
    }
  }

  @Test
  void thePostsFormIsTheWholeObject() throws Exception {
    String line = "{\"command\":\"subscribe\",\"identifier\":\"" + CHAT + "\"}\r\n";
    try (RawConnection wire = RawConnection.to(bridge)) {
      wire.send(RawConnection.request("POST /events", "Content-Length: " + line.length()) + line);
      assertThat(wire.head().status()).isEqualTo(200);
      EventStreamDecoder decoder = new EventStreamDecoder();
      publish("chat", "{\"a\":1}");
      while (decoder.eventCount() < 3) {
        int b = wire.body().read();
        decoder.feed(new byte[] {(byte) b}, 1);
      }
      assertThat(decoder.event(2).data())
          .startsWith(
              "{\"identifier\":\"" + CHAT + "\",\"message\":{\"a\":1},\"stream_id\":\"chat\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/events", "/events?stream=", "/events?stream=chat&history_since=yesterday"})
  void aMalformedRequestIs400(String path) {
    bridge.client().get(path).expectError(400, "bad_request");
  }

  /** A status other than 200 would end the stream of a browser for ever. */
  @ParameterizedTest
  @ValueSource(strings = {"x/e/chat", "0", "undefined", "41/2GxQ", "~7/e/chat,x/e/news", "/"})
  void anIdOfAnotherFormBeginsNowAndIsReportedAsALoss(String id) {
    publish("chat", "\"before\"");
    try (EventStream reader =
        EventStream.open(bridge, "/events?stream=chat", "Last-Event-ID: " + id)) {
      awaitNames(reader, "welcome", "confirm_subscription", "reject_history");
      publish("chat", "1");
      await().untilAsserted(() -> assertThat(messages(reader)).containsExactly("1"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"after", "lastEventId", "last-event-id"})
  void aPositionInTheQueryIsGoodUnlessTheHeaderHasOne(String parameter) {
    String position;
    try (EventStream reader = EventStream.open(bridge, "/events?stream=chat")) {
      awaitNames(reader, "welcome", "confirm_subscription");
      position = Client.encoded(reader.position());
    }
    publish("chat", "1");
    String path = "/events?stream=chat&" + parameter + "=" + position;
    try (EventStream reader = EventStream.open(bridge, path)) {
      awaitNames(reader, "welcome", "confirm_subscription", "message", "confirm_history");
    }
    try (EventStream reader = EventStream.open(bridge, path, "Last-Event-ID: 7/gone/chat")) {
      awaitNames(reader, "welcome", "confirm_subscription", "reject_history");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no json",
        "[]",
        "{\"command\":\"subscribe\"}",
        "{\"identifier\":7}",
        "\r",
        "{\"identifier\":\"a\"} and more",
        "{\"identifier\":\"a\"}{\"identifier\":\"b\"}"
      })
  void aLineThatIsNotACommandIs400(String line) {
    bridge.client().post("/events", line).expectError(400, "bad_request");
  }

  @Test
  void aBodyThatIsNotUtf8Is400() {
    byte[] body = "{\"identifier\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    bridge
        .client()
        .call("POST", "/events", BodyPublishers.ofByteArray(body))
        .expectError(400, "bad_request");
  }

  @Test
  void otherMethodsAre405() {
    bridge.client().delete("/events").expectError(405, "method_not_allowed");
  }

  @Test
  void aPageOfAnotherOriginIs403() {
    bridge
        .client()
        .get("/events?stream=chat", "Origin", "https://evil.example")
        .expectError(403, "origin_not_allowed");
  }

  private static final String CHAT =
      "{\\\"channel\\\":\\\"$pubsub\\\",\\\"stream_name\\\":\\\"chat\\\"}";

  private void publish(String stream, String... messages) {
    for (String message : messages) {
      bridge
          .broker
          .publish(new Publication(stream, JsonText.of(message), null, null, false))
          .toCompletableFuture()
          .join();
    }
  }

  private static List<String> names(EventStream reader) {
    return reader.events().stream().map(SseEvent::name).toList();
  }

  private static List<String> messages(EventStream reader) {
    return reader.events().stream()
        .filter(event -> event.name().equals("message"))
        .map(SseEvent::data)
        .toList();
  }

  /** Waits until events of these names have come, pings apart. */
  private static void awaitNames(EventStream reader, String... expected) {
    await()
        .untilAsserted(
            () ->
                assertThat(names(reader).stream().filter(name -> !name.equals("ping")))
                    .containsExactly(expected));
  }
}
