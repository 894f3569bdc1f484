package io.cablebridge.upstream.cable;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.RecordingListener;
import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.CloseReason;
import io.cablebridge.session.delivery.Event.Kind;
import io.cablebridge.session.delivery.UpstreamState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Rails says with {@code disconnect} decides whether the session goes on. */
class DisconnectReasonTest {
  private final CableRig rig = new CableRig();

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void aServerRestartIsALossLikeAnyOther() {
    Session session = rig.subscribed("a");
    rig.rails.disconnectAll("server_restart", true);
    rig.reconnect(session);
    rig.eventually(() -> rig.rails.subscribers(CableRig.ROOM) == 1);
    assertThat(session.closeReason()).isNull();
  }

  @Test
  void aRemoteDisconnectThatAllowsAReturnIsALossLikeAnyOther() {
    Session session = rig.subscribed("a");
    rig.rails.disconnectAll("remote", true);
    rig.reconnect(session);
    assertThat(session.closeReason()).isNull();
  }

  @Test
  void aRemoteDisconnectForGoodEndsTheSession() {
    Session session = rig.subscribed("a");
    RecordingListener listener = rig.listen(session);
    rig.rails.disconnectAll("remote", false);
    rig.eventually(() -> listener.closed() != null);
    assertThat(listener.closed()).isEqualTo(new CloseReason("remote", false));
    assertThat(rig.counters.disconnects().get("remote")).isEqualTo(1);
  }

  @Test
  void aDisconnectForGoodNeedsNoReason() {
    Session session = rig.subscribed("a");
    rig.rails.sendRaw("{\"type\":\"disconnect\",\"reason\":null,\"reconnect\":false}");
    rig.eventually(() -> session.closeReason() != null);
    assertThat(session.closeReason()).isEqualTo(new CloseReason("disconnected", false));
  }

  @Test
  void whoeverIsUnauthorizedLaterIsOutToo() {
    Session session = rig.subscribed("a");
    rig.rails.disconnectAll("unauthorized", true);
    rig.eventually(() -> session.closeReason() != null);
    assertThat(session.closeReason()).isEqualTo(CloseReason.UNAUTHORIZED);
    assertThat(rig.counters.disconnects().get("unauthorized")).isEqualTo(1);
  }

  @Test
  void whatComesBehindADisconnectIsOutOfDate() {
    Session session = rig.subscribed("a");
    RecordingListener listener = rig.listen(session);
    for (int round = 0; round < 20; round++) {
      rig.rails.sendRaw("{\"type\":\"disconnect\",\"reason\":\"remote\",\"reconnect\":true}");
      rig.rails.broadcast(CableRig.ROOM, "\"late\"");
      rig.reconnect(session);
      rig.eventually(() -> rig.rails.subscribers(CableRig.ROOM) == 1);
      rig.settle(session);
    }
    assertThat(listener.channelEvents())
        .filteredOn(event -> event.kind() == Kind.RECEIVED)
        .filteredOn(event -> event.subscription().identifier().toString().equals(CableRig.ROOM))
        .isEmpty();
  }

  @Test
  void aCloseWithoutAFrameIsALoss() {
    Session session = rig.subscribed("a");
    rig.rails.dropConnections();
    rig.eventually(() -> session.upstreamState() == UpstreamState.RECONNECTING);
    assertThat(session.closeReason()).isNull();
  }
}
