package io.cablebridge.fake;

import static io.cablebridge.fake.ProbedRails.CONFIRM;
import static io.cablebridge.fake.ProbedRails.ROOM;
import static io.cablebridge.fake.ProbedRails.WELCOME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@link FakeRails} misbehaves as ordered, observed with the JDK's client. */
class FakeRailsMisbehavesTest {

  private final ProbedRails probed = new ProbedRails();
  private final FakeRails rails = probed.rails;

  @AfterEach
  void stop() {
    probed.close();
  }

  @Test
  void rejectsTheNextSubscribeOnly() {
    rails.rejectNext();
    try (CableProbe probe = CableProbe.open(rails.uri())) {
      probe.send(CableProbe.subscribe(ROOM));
      probe.send(CableProbe.subscribe(ROOM));
      probe.awaitFrames(
          WELCOME, CONFIRM.replace("confirm_subscription", "reject_subscription"), CONFIRM);
    }
  }

  @Test
  void ignoresSoManySubscribes() {
    rails.ignoreSubscribes(2);
    try (CableProbe probe = CableProbe.open(rails.uri())) {
      probe.send(CableProbe.subscribe(ROOM));
      probe.send(CableProbe.subscribe(ROOM));
      await().until(() -> rails.commands().size() == 2);
      assertThat(rails.subscribers(ROOM)).isZero();
      probe.send(CableProbe.subscribe(ROOM));
      probe.awaitFrames(WELCOME, CONFIRM);
    }
  }

  @Test
  void refusesWithAnyHttpStatus() {
    rails.refuseWithStatus(503, "text/html", "<h1>down</h1>");
    try (CableProbe probe = CableProbe.knock(rails.uri())) {
      assertThatThrownBy(probe::socket)
          .cause()
          .isInstanceOfSatisfying(
              WebSocketHandshakeException.class,
              refused -> {
                assertThat(refused.getResponse().statusCode()).isEqualTo(503);
                assertThat(refused.getResponse().headers().firstValue("content-type"))
                    .contains("text/html");
              });
    }
    rails.behave();
    probed.subscribed().close();
  }

  @Test
  void saysUnauthorizedAndCloses() {
    rails.unauthorized();
    try (CableProbe probe = CableProbe.open(rails.uri())) {
      probe.awaitFrames(
          "{\"type\":\"disconnect\",\"reason\":\"unauthorized\",\"reconnect\":false}");
      assertThat(probe.awaitClose()).isEqualTo(1000);
    }
  }

  @Test
  void disconnectsAllWithAReason() {
    try (CableProbe probe = probed.subscribed()) {
      rails.disconnectAll("server_restart", true);
      assertThat(probe.awaitClose()).isEqualTo(1000);
      assertThat(probe.frames.get(2))
          .isEqualTo("{\"type\":\"disconnect\",\"reason\":\"server_restart\",\"reconnect\":true}");
      probed.awaitNoConnection();
    }
  }

  @Test
  void staysSilentToNewcomersAndToOldConnections() {
    rails.pingEvery(Duration.ofMillis(20));
    try (CableProbe old = probed.subscribed()) {
      rails.goSilent();
      try (CableProbe newcomer = CableProbe.open(rails.uri())) {
        newcomer.send(CableProbe.subscribe(ROOM));
        old.send(CableProbe.message(ROOM, "{}"));
        await().until(() -> rails.commands().size() == 3);
        int pings = old.pings.size();
        await()
            .during(Duration.ofMillis(200))
            .until(() -> newcomer.frames.isEmpty() && newcomer.pings.isEmpty());
        assertThat(old.frames).hasSize(2);
        assertThat(old.pings.size() - pings).isLessThanOrEqualTo(1);
        assertThat(rails.openConnections()).isEqualTo(2);
      }
    }
  }

  @Test
  void leavesTheHandshakeHanging() {
    rails.hangHandshake();
    try (CableProbe probe = CableProbe.knock(rails.uri())) {
      await().until(() -> rails.handshakes().size() == 1);
      await().during(Duration.ofMillis(200)).until(() -> !probe.opening.isDone());
      assertThat(rails.openConnections()).isZero();
      rails.dropConnections();
      // The JDK's client notices, and retries once before it fails.
      await().until(() -> probe.opening.isDone() || rails.handshakes().size() > 1);
    }
  }

  @Test
  void dropsConnectionsWithoutACloseFrame() {
    try (CableProbe probe = probed.subscribed()) {
      rails.dropConnections();
      assertThat(probe.awaitClose()).isEqualTo(CableProbe.NO_CLOSE_FRAME);
      probed.awaitNoConnection();
    }
  }

  @Test
  void upgradesWithoutASubprotocol() {
    rails.noSubprotocol();
    try (CableProbe probe = CableProbe.open(rails.uri())) {
      probe.awaitFrames(WELCOME);
      assertThat(probe.socket().getSubprotocol()).isEmpty();
    }
  }

  @Test
  void sendsAnyText() {
    try (CableProbe probe = CableProbe.open(rails.uri())) {
      probe.awaitFrames(WELCOME);
      String huge = "x".repeat(3_000_000);
      rails.sendRaw("no JSON");
      rails.sendRaw(huge);
      rails.sendFragmented("in small parts".getBytes(StandardCharsets.UTF_8), 3);
      await().until(() -> probe.frames.size() == 4);
      assertThat(probe.frames).containsExactly(WELCOME, "no JSON", huge, "in small parts");
    }
  }

  @Test
  void beginsAMessageThatDoesNotEnd() {
    try (CableProbe probe = CableProbe.open(rails.uri())) {
      probe.awaitFrames(WELCOME);
      rails.sendUnended("no end".getBytes(StandardCharsets.UTF_8), 3);
      await().until(() -> probe.begun().equals("no end"));
      probe.awaitFrames(WELCOME);
    }
  }

  @Test
  void sendsTextThatIsNotUtf8() {
    try (CableProbe probe = CableProbe.open(rails.uri())) {
      probe.awaitFrames(WELCOME);
      rails.sendRaw(new byte[] {'"', (byte) 0xff, '"'});
      assertThat(probe.failure.orTimeout(5, TimeUnit.SECONDS).join())
          .cause()
          .hasMessageContaining("UTF-8");
    }
  }

  @Test
  void sendsBinary() {
    try (CableProbe probe = CableProbe.open(rails.uri())) {
      probe.awaitFrames(WELCOME);
      rails.sendBinary(new byte[] {0, 1, 2});
      await().until(() -> probe.binaries.size() == 1);
      assertThat(probe.binaries.get(0)).containsExactly(0, 1, 2);
    }
  }
}
