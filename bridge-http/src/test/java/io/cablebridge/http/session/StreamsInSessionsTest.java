package io.cablebridge.http.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.EventStream;
import io.cablebridge.http.rig.RunningBridge;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.secret.Secret;
import io.cablebridge.stream.Publication;
import io.cablebridge.stream.name.SignedNames;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session reads streams of the bridge itself beside its channels of Rails. */
class StreamsInSessionsTest {
  private static final String CHAT = "{\"channel\":\"$pubsub\",\"stream_name\":\"chat\"}";
  private RunningBridge bridge;

  @BeforeEach
  void start() {
    bridge = RunningBridge.start();
  }

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void aStreamAndAChannelShareOneSession() {
    String id = RunningBridge.newId();
    try (EventStream reader = EventStream.subscribed(bridge, id)) {
      bridge.client().post("/" + id, Client.subscribe(CHAT)).expect(200);
      reader.awaitTypes("joined", "connected", "connected");
      publish("{\"b\":1.0,\"a\":\"\\u003c\"}");
      JsonNode received = reader.awaitEvent(4);
      assertThat(received.path("message").toString()).isEqualTo("{\"b\":1.0,\"a\":\"<\"}");
      assertThat(reader.raw()).contains("\"message\":{\"b\":1.0,\"a\":\"\\u003c\"}");
      assertThat(received.path("stream_id").asText()).isEqualTo("chat");
      assertThat(received.path("offset").asLong()).isEqualTo(1);
      assertThat(received.path("epoch").asText()).hasSize(8);
      bridge.rails.broadcast(RunningBridge.ROOM, "7");
      assertThat(reader.awaitEvent(5).path("message").asInt()).isEqualTo(7);
      assertThat(bridge.rails.commands()).noneMatch(command -> command.contains("$pubsub"));
    }
  }

  @Test
  void aSubscribeMayAskForWhatWasMissed() {
    publish("1");
    JsonNode first = received(1).get(0);
    publish("2", "3");
    String request =
        "{\"streams\":{\"chat\":{\"offset\":1,\"epoch\":\""
            + first.path("epoch").asText()
            + "\"}}}";
    String id = RunningBridge.newId();
    try (EventStream reader = EventStream.subscribed(bridge, id)) {
      subscribe(id, request);
      reader.awaitTypes(
          "joined", "connected", "connected", "received", "received", "confirm_history");
      assertThat(reader.received()).containsExactly("2", "3");
    }
  }

  @Test
  void whatMayBeLostIsAdmitted() {
    String id = RunningBridge.newId();
    try (EventStream reader = EventStream.subscribed(bridge, id)) {
      subscribe(id, "{\"streams\":{\"chat\":{\"offset\":7,\"epoch\":\"gone\"}}}");
      reader.awaitTypes("joined", "connected", "connected", "reject_history");
    }
  }

  @Test
  void anInvalidHistoryIsAnErrorOfItsOwn() {
    String id = RunningBridge.newId();
    try (EventStream reader = EventStream.subscribed(bridge, id)) {
      assertThat(subscribe(id, "{\"since\":\"yesterday\"}").json().get(0).path("error").asText())
          .isEqualTo("invalid_history");
    }
  }

  @Test
  void aStreamIsOnlyRead() {
    String id = RunningBridge.newId();
    try (EventStream reader = EventStream.subscribed(bridge, id)) {
      bridge.client().post("/" + id, Client.subscribe(CHAT)).expect(200);
      Answer answer = bridge.client().post("/" + id, Client.send(CHAT, "{\"a\":1}")).expect(200);
      assertThat(answer.json().get(0).path("error").asText()).isEqualTo("stream_is_read_only");
    }
  }

  @Test
  void aStreamThatMayNotBeReadIsRejected() {
    String forged =
        "{\"channel\":\"$pubsub\",\"signed_stream_name\":\""
            + SignedNames.sign(Secret.of("another"), "chat")
            + "\"}";
    String id = RunningBridge.newId();
    try (EventStream reader = EventStream.subscribed(bridge, id)) {
      bridge.client().post("/" + id, Client.subscribe(forged)).expect(200);
      reader.awaitTypes("joined", "connected", "rejected");
      assertThat(reader.json().get(2).path("reason").asText()).contains("not valid");
      publish("1");
      reader.awaitTypes("joined", "connected", "rejected");
    }
  }

  @Test
  void aStreamThatWasUnsubscribedSendsNothing() {
    String id = RunningBridge.newId();
    try (EventStream reader = EventStream.subscribed(bridge, id)) {
      bridge.client().post("/" + id, Client.subscribe(CHAT)).expect(200);
      reader.awaitTypes("joined", "connected", "connected");
      bridge.client().post("/" + id, Client.unsubscribe(CHAT)).expect(200);
      await().until(() -> bridge.broker.snapshot().isEmpty());
      publish("1");
      bridge.rails.broadcast(RunningBridge.ROOM, "7");
      assertThat(reader.awaitEvent(4).path("message").asInt()).isEqualTo(7);
    }
  }

  @Test
  void theLossOfRailsDoesNotAffectAStream() {
    String id = RunningBridge.newId();
    try (EventStream reader = EventStream.subscribed(bridge, id)) {
      bridge.client().post("/" + id, Client.subscribe(CHAT)).expect(200);
      reader.awaitTypes("joined", "connected", "connected");
      bridge.rails.stop();
      reader.awaitTypes("joined", "connected", "connected", "disconnected");
      publish("1");
      reader.awaitReceived(List.of("1"));
      assertThat(reader.json().get(3).path("identifier").toString()).isEqualTo(RunningBridge.ROOM);
    }
  }

  private Answer subscribe(String id, String history) {
    return bridge
        .client()
        .post(
            "/" + id,
            "[{\"identifier\":" + CHAT + ",\"subscribe\":true,\"history\":" + history + "}]")
        .expect(200);
  }

  /** What a new reader receives of the whole history. */
  private List<JsonNode> received(int count) {
    String id = RunningBridge.newId();
    try (EventStream reader = EventStream.subscribed(bridge, id)) {
      subscribe(id, "{\"since\":1}");
      await().until(() -> reader.received().size() == count);
      return reader.json().stream()
          .filter(event -> event.path("type").asText().equals("received"))
          .toList();
    }
  }

  private void publish(String... messages) {
    for (String message : messages) {
      bridge
          .broker
          .publish(new Publication("chat", JsonText.of(message), null, null, false))
          .toCompletableFuture()
          .join();
    }
  }
}
