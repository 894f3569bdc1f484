package io.cablebridge.upstream.cable;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.OpenOutcome;
import io.cablebridge.session.RecordingListener;
import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.Event;
import io.cablebridge.session.delivery.UpstreamState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection counts when Rails has said welcome on it, and not before. */
class WelcomeTest {
  private final CableRig rig = new CableRig();
  private final List<OpenOutcome> told = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void aWelcomeOpensTheSession() {
    rig.open("a").whenOpened(told::add);
    rig.eventually(() -> told.size() == 1);
    assertThat(told).containsExactly(OpenOutcome.WELCOMED);
  }

  @Test
  void theFirstListenerSeesAnOpenUpstream() {
    Session session = rig.welcomed("a");
    RecordingListener listener = rig.listen(session);
    assertThat(listener.next()).isEqualTo(new Event.Joined(UpstreamState.OPEN, false));
  }

  @Test
  void aConnectionWithoutAWelcomeIsNotOpen() {
    rig.rails.goSilent();
    Session session = rig.open("a");
    rig.eventually(() -> rig.rails.openConnections() == 1);
    assertThat(session.upstreamState()).isEqualTo(UpstreamState.CONNECTING);
  }

  @Test
  void aConnectionWithoutAWelcomeIsGivenUpAfterTheTimeout() {
    rig.rails.goSilent();
    rig.open("a").whenOpened(told::add);
    rig.eventually(() -> rig.rails.openConnections() == 1);
    rig.pass(Duration.ofMillis(5500));
    assertThat(told).containsExactly(OpenOutcome.AWAY);
    rig.eventually(() -> rig.rails.openConnections() == 0);
  }

  @Test
  void otherFramesDoNotStandForAWelcome() {
    rig.rails.goSilent();
    rig.open("a").whenOpened(told::add);
    rig.eventually(() -> rig.rails.openConnections() == 1);
    for (int frames = 1; frames <= 5; frames++) {
      int heard = frames;
      rig.rails.sendRaw("{\"type\":\"noise\"}");
      rig.eventually(() -> rig.counters.counts().get(CableCount.FRAMES_IGNORED) == heard);
      rig.pass(Duration.ofMillis(1100));
    }
    assertThat(told).containsExactly(OpenOutcome.AWAY);
    rig.eventually(() -> rig.rails.openConnections() == 0);
  }

  @Test
  void aConnectionWithoutAWelcomeIsTriedAgain() {
    rig.rails.goSilent();
    Session session = rig.open("a");
    rig.eventually(() -> rig.rails.openConnections() == 1);
    rig.pass(Duration.ofMillis(5500));
    rig.rails.behave();
    rig.passUntil(() -> session.upstreamState() == UpstreamState.OPEN);
    assertThat(rig.rails.handshakes()).hasSize(2);
  }

  @Test
  void aHangingHandshakeIsTriedAgain() {
    rig.rails.hangHandshake();
    Session session = rig.open("a");
    rig.eventually(() -> rig.rails.handshakes().size() == 1);
    rig.pass(Duration.ofMillis(5500));
    rig.rails.behave();
    rig.passUntil(() -> session.upstreamState() == UpstreamState.OPEN);
    assertThat(rig.rails.handshakes()).hasSize(2);
  }

  @Test
  void aConnectionWithoutTheSubprotocolIsClosedAndNotUsed() {
    rig.rails.noSubprotocol();
    Session session = rig.open("a");
    session.whenOpened(told::add);
    rig.eventually(() -> told.size() == 1);
    assertThat(told).containsExactly(OpenOutcome.AWAY);
    assertThat(session.upstreamState()).isEqualTo(UpstreamState.CONNECTING);
    rig.eventually(() -> rig.rails.openConnections() == 0);
  }

  @Test
  void aServerThatLearnsTheSubprotocolIsFound() {
    rig.rails.noSubprotocol();
    Session session = rig.open("a");
    session.whenOpened(told::add);
    rig.eventually(() -> told.size() == 1);
    rig.rails.behave();
    rig.passUntil(() -> session.upstreamState() == UpstreamState.OPEN);
  }

  @Test
  void aServerThatDoesNotListenIsAway() {
    rig.rails.stop();
    Session session = rig.open("a");
    session.whenOpened(told::add);
    rig.eventually(() -> told.size() == 1);
    assertThat(told).containsExactly(OpenOutcome.AWAY);
    rig.rails.restart();
    rig.passUntil(() -> session.upstreamState() == UpstreamState.OPEN);
  }

  @Test
  void aSecondWelcomeAssertsNothingAgain() {
    Session session = rig.subscribed("a");
    rig.rails.sendRaw("{\"type\":\"welcome\"}");
    rig.settle(session);
    assertThat(rig.commands()).containsExactly("subscribe r1");
  }
}
