package io.cablebridge.upstream.cable;

import static org.awaitility.Awaitility.await;

import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.CloseReason;
import io.cablebridge.session.delivery.UpstreamState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many sessions that connect at once do so at Rails' pace. */
class ConnectStormTest {

  @Test
  void noMoreHandshakesAreUnderWayThanAllowed() {
    try (CableRig rig = new CableRig(settings -> settings.maxConnecting = 3)) {
      rig.rails.hangHandshake();
      open(rig, 10);
      rig.eventually(() -> rig.rails.handshakes().size() == 3);
      await().during(Duration.ofMillis(150)).until(() -> rig.rails.handshakes().size() == 3);
    }
  }

  @Test
  void aConnectionThatWaitsForItsWelcomeIsStillUnderWay() {
    try (CableRig rig = new CableRig(settings -> settings.maxConnecting = 2)) {
      rig.rails.goSilent();
      open(rig, 5);
      rig.eventually(() -> rig.rails.openConnections() == 2);
      await().during(Duration.ofMillis(150)).until(() -> rig.rails.handshakes().size() == 2);
    }
  }

  @Test
  void aWelcomeLetsTheNextBegin() {
    try (CableRig rig = new CableRig(settings -> settings.maxConnecting = 2)) {
      List<Session> sessions = open(rig, 20);
      rig.eventually(
          () -> sessions.stream().allMatch(s -> s.upstreamState() == UpstreamState.OPEN));
    }
  }

  @Test
  void aClosedSessionGivesItsPlaceAway() {
    try (CableRig rig = new CableRig(settings -> settings.maxConnecting = 1)) {
      rig.rails.goSilent();
      Session first = rig.open("first");
      rig.eventually(() -> rig.rails.openConnections() == 1);
      rig.rails.behave();
      Session second = rig.open("second");
      first.close(CloseReason.DELETED);
      rig.eventually(() -> second.upstreamState() == UpstreamState.OPEN);
    }
  }

  @Test
  void noMoreConnectsAreBegunInASecondThanAllowed() {
    try (CableRig rig =
        new CableRig(
            settings -> {
              settings.connectsPerSecond = 20;
              settings.maxConnecting = 1000;
            })) {
      List<Session> sessions = open(rig, 40);
      rig.eventually(() -> rig.rails.handshakes().size() == 2);
      rig.pass(Duration.ofMillis(500));
      rig.eventually(() -> rig.rails.handshakes().size() == 12);
      await().during(Duration.ofMillis(150)).until(() -> rig.rails.handshakes().size() == 12);
      rig.passUntil(() -> sessions.stream().allMatch(s -> s.upstreamState() == UpstreamState.OPEN));
    }
  }

  private static List<Session> open(CableRig rig, int count) {
    List<Session> sessions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sessions.add(rig.open("session-" + i));
    }
    return sessions;
  }
}
