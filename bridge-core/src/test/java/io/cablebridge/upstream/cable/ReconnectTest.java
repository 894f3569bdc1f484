package io.cablebridge.upstream.cable;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.RecordingListener;
import io.cablebridge.session.Session;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lost connection is made again, after growing pauses, and so are its subscriptions. */
class ReconnectTest {
  private final CableRig rig = new CableRig();

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void theClientGetsTheLossAndTheReturn() {
    Session session = rig.subscribed("a");
    RecordingListener listener = rig.listen(session);
    int before = listener.kinds().size();
    rig.drop(session);
    rig.reconnect(session);
    rig.eventually(() -> listener.kinds().size() == before + 2);
    assertThat(listener.kinds()).endsWith("disconnected", "connected");
  }

  @Test
  void everythingIsSubscribedAgain() {
    Session session = rig.subscribed("a");
    rig.subscribe(session, CableRig.OTHER);
    rig.eventually(() -> rig.rails.subscribers(CableRig.OTHER) == 1);
    rig.drop(session);
    rig.reconnect(session);
    rig.eventually(() -> rig.rails.subscribers(CableRig.OTHER) == 1);
    rig.settle(session);
    assertThat(rig.commands())
        .containsExactly("subscribe r1", "subscribe r2", "subscribe r1", "subscribe r2");
  }

  @Test
  void theHandshakeIsThatOfTheOpening() {
    Session session = rig.welcomed("a");
    rig.drop(session);
    rig.reconnect(session);
    assertThat(rig.rails.handshakes().get(1).header("origin"))
        .isEqualTo(rig.rails.handshakes().get(0).header("origin"));
  }

  @Test
  void aServerThatRestartsIsFoundAgain() {
    Session session = rig.subscribed("a");
    rig.rails.stop();
    rig.eventually(() -> session.upstreamState() == UpstreamState.RECONNECTING);
    rig.pass(Duration.ofSeconds(10));
    rig.rails.restart();
    rig.passUntil(() -> rig.rails.subscribers(CableRig.ROOM) == 1);
  }

  @Test
  void noConnectIsBegunBeforeThePauseIsOver() {
    Session session = rig.welcomed("a");
    rig.drop(session);
    rig.pass(Duration.ofMillis(250));
    rig.assertNoConnect();
    assertThat(rig.rails.handshakes()).hasSize(1);
  }

  @Test
  void theFirstPauseIsOverInTime() {
    Session session = rig.welcomed("a");
    rig.drop(session);
    rig.pass(Duration.ofMillis(1250));
    rig.eventually(() -> rig.rails.handshakes().size() == 2);
  }

  @Test
  void thePausesGrow() {
    rig.rails.refuseWithStatus(503, "text/html", "");
    rig.open("a");
    for (int tries = 1; tries <= 3; tries++) {
      int expected = tries + 1;
      rig.eventually(() -> rig.rails.handshakes().size() == expected - 1);
      rig.passUntil(() -> rig.rails.handshakes().size() == expected);
    }
    rig.eventually(() -> rig.counters.connects().get(ConnectResult.FAILED) == 4);
    // The fourth pause is up to four seconds; only its second half is random.
    rig.pass(Duration.ofMillis(1750));
    rig.assertNoConnect();
    assertThat(rig.rails.handshakes()).hasSize(4);
  }

  @Test
  void noPauseIsLongerThanTheLongest() {
    rig.rails.refuseWithStatus(503, "text/html", "");
    rig.open("a");
    rig.passUntil(() -> rig.rails.handshakes().size() >= 6);
    int before = rig.rails.handshakes().size();
    long from = rig.time.nanos();
    rig.passUntil(() -> rig.rails.handshakes().size() > before);
    // Without the maximum this pause would be 16 to 32 seconds.
    assertThat(Duration.ofNanos(rig.time.nanos() - from)).isLessThan(Duration.ofSeconds(12));
  }

  @Test
  void aWelcomeMakesThePausesShortAgain() {
    rig.rails.refuseWithStatus(503, "text/html", "");
    Session session = rig.open("a");
    rig.passUntil(() -> rig.rails.handshakes().size() >= 5);
    rig.rails.behave();
    rig.passUntil(() -> session.upstreamState() == UpstreamState.OPEN);
    int before = rig.rails.handshakes().size();
    rig.drop(session);
    rig.pass(Duration.ofMillis(1250));
    rig.eventually(() -> rig.rails.handshakes().size() == before + 1);
  }

  @Test
  void whatIsSubscribedMeanwhileIsSubscribedOnTheNewConnection() {
    Session session = rig.welcomed("a");
    rig.drop(session);
    rig.subscribe(session, CableRig.ROOM);
    rig.reconnect(session);
    rig.settle(session);
    assertThat(rig.commands()).containsExactly("subscribe r1");
  }

  @Test
  void whatIsLeftMeanwhileIsNot() {
    Session session = rig.subscribed("a");
    rig.drop(session);
    rig.unsubscribe(session, CableRig.ROOM);
    rig.reconnect(session);
    rig.settle(session);
    assertThat(rig.rails.subscribers(CableRig.ROOM)).isZero();
    assertThat(rig.commands()).containsExactly("subscribe r1");
  }

  @Test
  void aSubscriptionThatEndsMeanwhileNeverReachesRails() {
    Session session = rig.welcomed("a");
    rig.drop(session);
    for (int i = 0; i < 100; i++) {
      rig.subscribe(session, CableRig.ROOM);
      rig.unsubscribe(session, CableRig.ROOM);
    }
    rig.reconnect(session);
    rig.settle(session);
    assertThat(rig.commands()).isEmpty();
  }
}
