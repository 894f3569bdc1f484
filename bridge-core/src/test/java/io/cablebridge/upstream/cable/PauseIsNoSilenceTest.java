package io.cablebridge.upstream.cable;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.Session;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** After a pause of the process itself, the bridge reads what came meanwhile, and then judges. */
class PauseIsNoSilenceTest {
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
  void aPauseEndsNoConnection() {
    Session session = rig.subscribed("a");
    rig.listen(session);
    rig.time.pause(Duration.ofSeconds(40));
    rig.pass(Duration.ofSeconds(7));
    assertThat(session.upstreamState()).isEqualTo(UpstreamState.OPEN);
    assertThat(session.closeReason()).isNull();
  }

  @Test
  void aPauseEndsNoConnectInProgress() {
    rig.rails.hangHandshake();
    rig.open("a");
    rig.eventually(() -> rig.rails.handshakes().size() == 1);
    rig.time.pause(Duration.ofSeconds(10));
    rig.pass(Duration.ofSeconds(3));
    assertThat(rig.counters.connects().get(ConnectResult.FAILED)).isZero();
  }

  @Test
  void aSilenceAfterThePauseIsNoticed() {
    Session session = rig.subscribed("a");
    rig.time.pause(Duration.ofSeconds(10));
    rig.pass(Duration.ofSeconds(9));
    assertThat(session.upstreamState()).isEqualTo(UpstreamState.RECONNECTING);
  }

  @Test
  void nothingIsJudgedBeforeThereWasTimeToRead() {
    Session session = rig.welcomed("a"); // without a listener
    rig.time.pause(Duration.ofMinutes(5));
    rig.pass(Duration.ofMillis(500));
    assertThat(session.closeReason()).isNull();
    rig.pass(Duration.ofSeconds(1));
    assertThat(session.closeReason()).isNotNull();
  }
}
