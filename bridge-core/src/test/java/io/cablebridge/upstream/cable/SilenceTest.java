package io.cablebridge.upstream.cable;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.RecordingListener;
import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.UpstreamState;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection that says nothing is lost; anything that it says is a sign of life. */
class SilenceTest {
  private static final Duration ALMOST = Duration.ofSeconds(7);
  private final CableRig rig = new CableRig();

  @BeforeEach
  void noPingsButTheTests() {
    rig.rails.pingEvery(Duration.ZERO);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void silenceIsNoticed() {
    Session session = rig.subscribed("a");
    RecordingListener listener = rig.listen(session);
    rig.pass(Duration.ofMillis(8500));
    assertThat(session.upstreamState()).isEqualTo(UpstreamState.RECONNECTING);
    assertThat(listener.kinds()).endsWith("disconnected");
  }

  @Test
  void aSilentConnectionIsClosed() {
    rig.welcomed("a");
    rig.pass(Duration.ofMillis(8500));
    rig.eventually(() -> rig.rails.openConnections() == 0);
  }

  @Test
  void aShortSilenceIsNone() {
    Session session = rig.welcomed("a");
    rig.pass(ALMOST);
    assertThat(session.upstreamState()).isEqualTo(UpstreamState.OPEN);
  }

  @Test
  void aPingIsASignOfLife() {
    Session session = rig.subscribed("a");
    rig.pass(ALMOST);
    rig.rails.sendRaw("{\"type\":\"ping\",\"message\":1}");
    assertLives(session);
  }

  @Test
  void aMessageIsASignOfLife() {
    Session session = rig.subscribed("a");
    rig.pass(ALMOST);
    rig.rails.broadcast(CableRig.ROOM, "1");
    assertLives(session);
  }

  @Test
  void evenGarbageIsASignOfLife() {
    Session session = rig.subscribed("a");
    rig.pass(ALMOST);
    rig.rails.sendRaw("garbage");
    rig.eventually(() -> rig.counters.counts().get(CableCount.FRAMES_IGNORED) == 1);
    assertLives(session);
  }

  @Test
  void aReconnectedSessionHearsAgain() {
    Session session = rig.subscribed("a");
    rig.pass(Duration.ofMillis(8500));
    rig.eventually(() -> rig.rails.openConnections() == 0);
    rig.reconnect(session);
    rig.eventually(() -> rig.rails.subscribers(CableRig.ROOM) == 1);
    RecordingListener listener = rig.listen(session);
    rig.rails.broadcast(CableRig.ROOM, "\"again\"");
    rig.eventually(() -> listener.messages().contains("\"again\""));
  }

  /** Binary frames are passed over, so that one can prove that the frame before it was read. */
  private void assertLives(Session session) {
    long before = rig.counters.counts().get(CableCount.FRAMES_IGNORED);
    rig.rails.sendBinary(new byte[] {1});
    rig.eventually(() -> rig.counters.counts().get(CableCount.FRAMES_IGNORED) > before);
    rig.pass(ALMOST);
    assertThat(session.upstreamState()).isEqualTo(UpstreamState.OPEN);
  }
}
