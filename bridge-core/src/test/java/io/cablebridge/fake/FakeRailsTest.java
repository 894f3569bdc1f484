package io.cablebridge.fake;

import static io.cablebridge.fake.ProbedRails.CONFIRM;
import static io.cablebridge.fake.ProbedRails.ROOM;
import static io.cablebridge.fake.ProbedRails.WELCOME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a {@link FakeRails} behaves without orders, observed with the JDK's client. */
class FakeRailsTest {

  private final ProbedRails probed = new ProbedRails();
  private final FakeRails rails = probed.rails;

  @AfterEach
  void stop() {
    probed.close();
  }

  @Test
  void welcomesWithTheSubprotocolAndNoExtension() {
    try (CableProbe probe = CableProbe.open(rails.uri())) {
      probe.awaitFrames(WELCOME);
      assertThat(probe.socket().getSubprotocol()).isEqualTo("actioncable-v1-json");
    }
  }

  @Test
  void confirmsWithTheBytesOfRails() {
    try (CableProbe probe = CableProbe.open(rails.uri())) {
      probe.send(CableProbe.subscribe(ROOM));
      probe.awaitFrames(WELCOME, CONFIRM);
      probe.send(CableProbe.subscribe("{\"room\":\"<&>é\u2028\"}"));
      probe.awaitFrames(
          WELCOME,
          CONFIRM,
          "{\"identifier\":\"{\\\"room\\\":\\\"\\u003c\\u0026\\u003eé\\u2028\\\"}\","
              + "\"type\":\"confirm_subscription\"}");
    }
  }

  @Test
  void passesOverASecondSubscribeInSilence() {
    try (CableProbe probe = probed.subscribed()) {
      probe.send(CableProbe.subscribe(ROOM));
      probe.send(CableProbe.message(ROOM, "{}"));
      await().until(() -> probe.frames.size() == 3);
      assertThat(probe.frames.get(2)).endsWith("\"message\":{\"echo\":{}}}");
    }
  }

  @Test
  void echoesTheDataByteForByte() {
    try (CableProbe probe = probed.subscribed()) {
      probe.send(
          CableProbe.message(ROOM, "{ \"n\":9007199254740993, \"e\":1e400 ,\"s\":\"\\u003cb>\"}"));
      await().until(() -> probe.frames.size() == 3);
      assertThat(probe.frames.get(2))
          .endsWith(
              "\"message\":{\"echo\":{ \"n\":9007199254740993, \"e\":1e400"
                  + " ,\"s\":\"\\u003cb>\"}}}");
    }
  }

  @Test
  void broadcastsToSubscribersOnly() {
    try (CableProbe one = probed.subscribed();
        CableProbe two = probed.subscribed();
        CableProbe stranger = CableProbe.open(rails.uri())) {
      assertThat(rails.broadcast(ROOM, "1.0")).isEqualTo(2);
      one.send(CableProbe.message(ROOM, "{\"action\":\"speak\"}"));
      await().until(() -> one.frames.size() == 4 && two.frames.size() == 4);
      assertThat(one.frames.get(2)).endsWith("\"message\":1.0}");
      assertThat(two.frames.get(3)).endsWith("\"message\":{\"action\":\"speak\"}}");
      assertThat(stranger.frames).containsExactly(WELCOME);
    }
  }

  @Test
  void removesAnUnsubscribedIdentifier() {
    try (CableProbe probe = probed.subscribed()) {
      probe.send(CableProbe.unsubscribe(ROOM));
      await().until(() -> rails.subscribers(ROOM) == 0);
      assertThat(rails.broadcast(ROOM, "1")).isZero();
    }
  }

  @Test
  void pingsAtTheGivenInterval() {
    rails.pingEvery(Duration.ofMillis(20));
    try (CableProbe probe = CableProbe.open(rails.uri())) {
      await().until(() -> probe.pings.size() >= 3);
      assertThat(probe.pings)
          .allMatch(ping -> ping.matches("\\{\"type\":\"ping\",\"message\":\\d+}"));
    }
  }

  @Test
  void diesAndComesBackOnTheSamePort() {
    int port = rails.port();
    try (CableProbe probe = probed.subscribed()) {
      rails.stop();
      assertThat(probe.awaitClose()).isEqualTo(CableProbe.NO_CLOSE_FRAME);
      assertThat(rails.openConnections()).isZero();
      try (CableProbe refused = CableProbe.knock(rails.uri())) {
        assertThatThrownBy(refused::socket).cause().isInstanceOf(ConnectException.class);
      }
    }
    rails.restart();
    assertThat(rails.port()).isEqualTo(port);
    assertThat(rails.subscribers(ROOM)).isZero();
    probed.subscribed().close();
  }

  @Test
  void recordsHandshakesAndCommands() {
    try (CableProbe probe =
        CableProbe.open(
            URI.create(rails.uri() + "?token=a%20b"),
            "Cookie",
            "user=alice",
            "Origin",
            "http://x")) {
      probe.send("not a command");
      await().until(() -> rails.commands().equals(List.of("not a command")));
      ReceivedHandshake handshake = rails.handshakes().get(0);
      assertThat(handshake.path()).isEqualTo("/cable");
      assertThat(handshake.query()).isEqualTo("token=a%20b");
      assertThat(handshake.header("cookie")).contains("user=alice");
      assertThat(handshake.values("Origin")).containsExactly("http://x");
      assertThat(rails.connectTimes()).containsExactly(handshake.at());
    }
    probed.awaitNoConnection();
  }
}
