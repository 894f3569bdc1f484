package io.cablebridge.upstream.cable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.session.RecordingListener;
import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.UpstreamState;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lost connection is sought again, with growing pauses, and what was subscribed is again. */
class ReconnectTest {
  private final CableRig rig = new CableRig();

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void theClientIsToldOfTheLossAndOfTheReturn() {
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
    await().during(Duration.ofMillis(150)).until(() -> rig.rails.handshakes().size() == 1);
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
    // The fourth pause is of four seconds; of chance is its second half only.
    rig.pass(Duration.ofMillis(1750));
    await().during(Duration.ofMillis(150)).until(() -> rig.rails.handshakes().size() == 4);
  }

  @Test
  void noPauseIsLongerThanTheLongest() {
    rig.rails.refuseWithStatus(503, "text/html", "");
    rig.open("a");
    rig.passUntil(() -> rig.rails.handshakes().size() >= 6);
    int before = rig.rails.handshakes().size();
    long from = rig.time.nanos();
    rig.passUntil(() -> rig.rails.handshakes().size() > before);
    // Without a longest one this pause would be of 16 to 32 seconds.
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
  void whatIsSubscribedAndLeftMeanwhileIsNeverHeardOf() {
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
