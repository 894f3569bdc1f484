package io.cablebridge.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.fake.CableProbe;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The demo's Action Cable server, tested with the JDK's WebSocket client. */
class DemoCableTest {

  private static final String LOBBY = "{\"channel\":\"ChatChannel\",\"room\":\"lobby\"}";
  private static final String KITCHEN = "{\"channel\":\"ChatChannel\",\"room\":\"kitchen\"}";
  private static final String CLOCK = "{\"channel\":\"ClockChannel\"}";
  private static final String WELCOME = "{\"type\":\"welcome\"}";

  private final DemoCable cable = new DemoCable();

  @BeforeEach
  void start() throws Exception {
    cable.start();
  }

  @AfterEach
  void stop() throws Exception {
    cable.stop();
  }

  @Test
  void welcomesWithTheSubprotocol() {
    try (CableProbe probe = CableProbe.open(cable.cableUri())) {
      probe.awaitFrames(WELCOME);
      assertThat(probe.socket().getSubprotocol()).isEqualTo("actioncable-v1-json");
    }
  }

  @Test
  void transmitsAWelcomeBeforeItConfirms() {
    try (CableProbe probe = CableProbe.open(cable.cableUri())) {
      probe.send(CableProbe.subscribe(LOBBY));
      probe.awaitFrames(
          WELCOME,
          message(
              LOBBY,
              "{\"kind\":\"welcome\",\"text\":\"Welcome to lobby, stranger.\","
                  + "\"room\":\"lobby\"}"),
          confirmation(LOBBY));
    }
  }

  @Test
  void broadcastsAMessageToItsRoomOnly() {
    try (CableProbe one = joined(LOBBY);
        CableProbe two = joined(LOBBY);
        CableProbe elsewhere = joined(KITCHEN)) {
      one.send(
          CableProbe.message(
              LOBBY,
              "{\"action\":\"speak\",\"name\":\"Ann\",\"text\":\"<hi> é 😀\",\"tag\":\"t1\"}"));
      String said =
          message(
              LOBBY, "{\"kind\":\"said\",\"name\":\"Ann\",\"text\":\"<hi> é 😀\",\"tag\":\"t1\"}");
      await().until(() -> one.frames.contains(said) && two.frames.contains(said));
      assertThat(elsewhere.frames).hasSize(3);
    }
  }

  @Test
  void takesTheUserFromTheCookie() {
    try (CableProbe probe = CableProbe.open(cable.cableUri(), "Cookie", "demo_user=Bo%20B")) {
      probe.send(CableProbe.subscribe(LOBBY));
      probe.send(
          CableProbe.message(
              LOBBY, "{\"action\":\"speak\",\"name\":\"not Bo\",\"text\":\"it is me\"}"));
      await().until(() -> probe.frames.size() == 4);
      assertThat(probe.frames.get(1)).contains("Welcome to lobby, Bo B.");
      assertThat(probe.frames.get(3)).contains("\"name\":\"Bo B\"");
    }
  }

  @Test
  void sendsTicksToSubscribersOfTheClock() {
    try (CableProbe probe = joined(LOBBY);
        CableProbe follower = CableProbe.open(cable.cableUri())) {
      follower.send(CableProbe.subscribe(CLOCK));
      await().until(() -> follower.frames.size() >= 4);
      assertThat(follower.frames.get(1)).isEqualTo(confirmation(CLOCK));
      assertThat(follower.frames.get(2)).contains("\"kind\":\"tick\",\"time\":\"20");
      assertThat(probe.frames).hasSize(3);
    }
  }

  @Test
  void pings() {
    try (CableProbe probe = CableProbe.open(cable.cableUri())) {
      await().atMost(Duration.ofSeconds(10)).until(() -> !probe.pings.isEmpty());
      assertThat(probe.pings.get(0)).matches("\\{\"type\":\"ping\",\"message\":\\d+}");
    }
  }

  @Test
  void sendsNothingAfterAnUnsubscribe() {
    try (CableProbe one = joined(LOBBY);
        CableProbe two = joined(LOBBY)) {
      two.send(CableProbe.unsubscribe(LOBBY));
      two.send(CableProbe.subscribe(KITCHEN));
      await().until(() -> two.frames.contains(confirmation(KITCHEN)));
      one.send(CableProbe.message(LOBBY, "{\"action\":\"speak\",\"text\":\"gone?\"}"));
      await().until(() -> one.frames.size() == 4);
      assertThat(two.frames).noneMatch(frame -> frame.contains("gone?"));
    }
  }

  @Test
  void ignoresInvalidCommands() {
    try (CableProbe probe = CableProbe.open(cable.cableUri())) {
      probe.send("no JSON");
      probe.send("[]");
      probe.send("{\"command\":\"subscribe\"}");
      probe.send(CableProbe.subscribe("{\"channel\":\"NoChannel\"}"));
      probe.send(CableProbe.message(LOBBY, "{\"action\":\"speak\",\"text\":\"unheard\"}"));
      probe.send(CableProbe.subscribe(CLOCK));
      await().until(() -> probe.frames.contains(confirmation(CLOCK)));
      assertThat(probe.frames.subList(0, 2)).containsExactly(WELCOME, confirmation(CLOCK));
    }
  }

  @Test
  void rejectsTheThirtyThirdSubscription() {
    try (CableProbe probe = CableProbe.open(cable.cableUri())) {
      for (int i = 0; i < 33; i++) {
        probe.send(CableProbe.subscribe("{\"channel\":\"ChatChannel\",\"room\":\"" + i + "\"}"));
      }
      await().until(() -> probe.frames.stream().anyMatch(f -> f.contains("reject_subscription")));
      assertThat(probe.frames).hasSize(1 + 2 * 32 + 1);
    }
  }

  @Test
  void cutsLongTexts() {
    try (CableProbe probe = joined(LOBBY)) {
      String text = "😀".repeat(3_000);
      probe.send(CableProbe.message(LOBBY, "{\"action\":\"speak\",\"text\":\"" + text + "\"}"));
      await().until(() -> probe.frames.size() == 4);
      assertThat(probe.frames.get(3)).contains("\"" + "😀".repeat(2_000) + "\"");
    }
  }

  @Test
  void endsAConnectionThatSendsTooMuch() {
    try (CableProbe probe = joined(LOBBY)) {
      // The server may end the connection before the whole text has left.
      CompletableFuture<?> unused = probe.socket().sendText("x".repeat(100_000), true);
      assertThat(probe.awaitClose()).isIn(CableProbe.NO_CLOSE_FRAME, 1009);
    }
  }

  @Test
  void stopEndsTheConnections() throws Exception {
    try (CableProbe probe = joined(LOBBY)) {
      cable.stop();
      assertThat(probe.awaitClose()).isEqualTo(CableProbe.NO_CLOSE_FRAME);
    }
  }

  private CableProbe joined(String identifier) {
    CableProbe probe = CableProbe.open(cable.cableUri());
    probe.send(CableProbe.subscribe(identifier));
    await().until(() -> probe.frames.contains(confirmation(identifier)));
    return probe;
  }

  private static String confirmation(String identifier) {
    return "{\"identifier\":" + quote(identifier) + ",\"type\":\"confirm_subscription\"}";
  }

  private static String message(String identifier, String json) {
    return "{\"identifier\":" + quote(identifier) + ",\"message\":" + json + "}";
  }

  private static String quote(String identifier) {
    return '"' + identifier.replace("\"", "\\\"") + '"';
  }
}
