package io.cablebridge.upstream.cable;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.RecordingListener;
import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.CloseReason;
import io.cablebridge.session.delivery.UpstreamState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A user who was logged out remotely once ended the process for all users. */
class Defect11RemoteLogoutEndsOneSessionTest {
  private final CableRig rig = new CableRig();

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void itsClientIsToldNotToComeBack() {
    Session session = rig.subscribed("bob");
    rig.rails.disconnectAll("remote", false);
    rig.eventually(() -> session.closeReason() != null);
    assertThat(rig.listen(session).closed()).isEqualTo(new CloseReason("remote", false));
  }

  @Test
  void aSessionThatWasThereGoesOn() {
    Session alice = rig.subscribed("alice");
    RecordingListener listener = rig.listen(alice);
    Session bob = rig.welcomed("bob");
    rig.rails.disconnectNewest("remote", false);
    rig.eventually(() -> bob.closeReason() != null);
    rig.rails.broadcast(CableRig.ROOM, "1");
    rig.eventually(() -> listener.messages().contains("1"));
    assertThat(alice.upstreamState()).isEqualTo(UpstreamState.OPEN);
  }

  @Test
  void aNewSessionFindsEverythingAsItWas() {
    Session bob = rig.subscribed("bob");
    rig.rails.disconnectAll("remote", false);
    rig.eventually(() -> bob.closeReason() != null);
    rig.subscribed("alice");
  }
}
