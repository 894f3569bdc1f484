package io.cablebridge.upstream.cable;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.RecordingListener;
import io.cablebridge.session.Session;
import io.cablebridge.session.command.Handshake;
import io.cablebridge.session.delivery.Event.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rails' {@code disconnect} frame decides whether the session continues. */
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
  void afterARemoteDisconnectTheBridgeWaitsForTheClient() {
    Session session = rig.subscribed("a");
    RecordingListener listener = rig.listen(session);
    rig.rails.disconnectAll("remote", true);
    rig.eventually(() -> session.upstreamState() == UpstreamState.RECONNECTING);
    rig.eventually(() -> listener.kinds().contains("disconnected"));
    rig.pass(Duration.ofSeconds(20));
    rig.assertNoConnect();
    assertThat(rig.rails.handshakes()).hasSize(1);
    assertThat(session.closeReason()).isNull();
    assertThat(rig.client.reachability().unreachableForLongerThan(Duration.ZERO)).isNull();
  }

  @Test
  void itConnectsWithTheHeadersOfTheRequestThatReturns() {
    Session session = rig.subscribed("a");
    rig.rails.disconnectAll("remote", true);
    rig.eventually(() -> session.upstreamState() == UpstreamState.RECONNECTING);
    session.renew(new Handshake("", List.of("Cookie", "user_id=8")));
    rig.eventually(() -> rig.rails.subscribers(CableRig.ROOM) == 1);
    assertThat(rig.rails.handshakes().get(1).header("cookie")).contains("user_id=8");
    rig.drop(session);
    assertThat(rig.client.reachability().unreachableForLongerThan(Duration.ZERO)).isNotNull();
  }

  @Test
  void anyOtherReconnectUsesTheLastRequestToo() {
    Session session = rig.subscribed("a");
    session.renew(new Handshake("", List.of("Cookie", "user_id=8")));
    assertThat(rig.rails.handshakes()).hasSize(1);
    rig.rails.disconnectAll("server_restart", true);
    rig.reconnect(session);
    assertThat(rig.rails.handshakes().get(1).header("cookie")).contains("user_id=8");
  }

  @Test
  void aSessionThatEndsMeanwhileDoesNotConnectAgain() {
    Session session = rig.subscribed("a");
    rig.rails.disconnectAll("remote", true);
    rig.eventually(() -> session.upstreamState() == UpstreamState.RECONNECTING);
    session.close(CloseReason.DELETED);
    session.renew(new Handshake("", List.of()));
    rig.pass(Duration.ofSeconds(5));
    rig.assertNoConnect();
    assertThat(rig.rails.handshakes()).hasSize(1);
  }

  @Test
  void bytesThatAreNotUtf8EndTheConnection() {
    Session session = rig.subscribed("a");
    rig.rails.sendRaw(new byte[] {'"', (byte) 0xff, (byte) 0xfe, '"'});
    rig.eventually(() -> rig.rails.closeCode() == 1007);
    rig.eventually(() -> session.upstreamState() == UpstreamState.RECONNECTING);
    assertThat(rig.counters.disconnects().get("protocol_error")).isEqualTo(1);
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
  void aLaterUnauthorizedEndsTheSession() {
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
      rig.rails.sendRaw("{\"type\":\"disconnect\",\"reason\":\"other\",\"reconnect\":true}");
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
