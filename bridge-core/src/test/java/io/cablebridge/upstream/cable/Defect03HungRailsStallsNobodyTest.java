package io.cablebridge.upstream.cable;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.RecordingListener;
import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.UpstreamState;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One lock was once held until Rails had said welcome, and every request waited for it. */
class Defect03HungRailsStallsNobodyTest {
  private final CableRig rig = new CableRig();

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void aHungHandshakeStallsNoNewSession() {
    rig.rails.hangHandshake();
    Session hung = rig.open("hung");
    rig.eventually(() -> rig.rails.handshakes().size() == 1);
    rig.rails.behave();
    Session other = rig.welcomed("other");
    assertThat(other.upstreamState()).isEqualTo(UpstreamState.OPEN);
    assertThat(hung.upstreamState()).isEqualTo(UpstreamState.CONNECTING);
  }

  @Test
  void manyHungHandshakesStallNoNewSession() {
    rig.rails.hangHandshake();
    for (int i = 0; i < 50; i++) {
      rig.open("hung-" + i);
    }
    rig.eventually(() -> rig.rails.handshakes().size() == 50);
    rig.rails.behave();
    rig.welcomed("other");
  }

  @Test
  void aMissingWelcomeStallsNoNewSession() {
    rig.rails.goSilent();
    rig.open("hung");
    rig.eventually(() -> rig.rails.openConnections() == 1);
    rig.rails.behave();
    rig.welcomed("other");
  }

  @Test
  void aHungRailsStallsNoSessionThatIsThere() {
    Session session = rig.subscribed("there");
    RecordingListener listener = rig.listen(session);
    rig.rails.hangHandshake();
    rig.open("hung");
    rig.eventually(() -> rig.rails.handshakes().size() == 2);
    rig.send(session, CableRig.ROOM, "{\"action\":\"echo\"}");
    rig.eventually(() -> listener.messages().size() == 1);
  }

  @Test
  void openingWaitsForNothing() throws Exception {
    rig.rails.hangHandshake();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<Session> opening = thread.submit(() -> rig.open("hung"));
    assertThat(opening.get(10, TimeUnit.SECONDS).upstreamState())
        .isEqualTo(UpstreamState.CONNECTING);
    thread.shutdown();
  }

  @Test
  void whoWaitsForAHungOpeningHoldsUpNoOther() throws Exception {
    rig.rails.hangHandshake();
    rig.open("hung").whenOpened(how -> {});
    rig.eventually(() -> rig.rails.handshakes().size() == 1);
    rig.rails.behave();
    CountDownLatch opened = new CountDownLatch(1);
    rig.open("other").whenOpened(how -> opened.countDown());
    assertThat(opened.await(10, TimeUnit.SECONDS)).isTrue();
  }
}
