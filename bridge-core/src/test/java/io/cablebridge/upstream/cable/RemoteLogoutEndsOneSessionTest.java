package io.cablebridge.upstream.cable;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.RecordingListener;
import io.cablebridge.session.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A remote logout ends the sessions of its user and no others. Defect 11 of the older server, where
 * it ended the process.
 */
class RemoteLogoutEndsOneSessionTest {
  private final CableRig rig = new CableRig();

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void itsClientMustNotReconnect() {
    Session session = rig.subscribed("bob");
    rig.rails.disconnectAll("remote", false);
    rig.eventually(() -> session.closeReason() != null);
    assertThat(rig.listen(session).closed()).isEqualTo(new CloseReason("remote", false));
  }

  @Test
  void anotherOpenSessionContinues() {
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
  void aNewSessionOpensAsBefore() {
    Session bob = rig.subscribed("bob");
    rig.rails.disconnectAll("remote", false);
    rig.eventually(() -> bob.closeReason() != null);
    rig.subscribed("alice");
  }
}
