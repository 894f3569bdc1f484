package io.cablebridge.upstream.cable;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.Session;
import io.cablebridge.session.command.Handshake;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What the public server takes reaches Rails, and what cannot be sent does not count against Rails;
 * the answer of Rails is bounded, too.
 */
class HandshakeLimitsTest {
  private final CableRig rig = new CableRig();

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void sixteenKibibytesOfCookiesReachRails() {
    Session session = rig.open("a", withCookie(16 * 1024));
    rig.eventually(() -> session.upstreamState() == UpstreamState.OPEN);
    assertThat(rig.rails.handshakes().get(0).header("cookie").orElse("")).hasSize(16 * 1024);
  }

  @Test
  void aHandshakeThatCannotBeSentSaysNothingOfRails() {
    Session session = rig.open("a", withCookie(100_000));
    rig.eventually(() -> rig.counters.connects().get(ConnectResult.NOT_SENT) == 1);
    rig.pass(Duration.ofSeconds(1));
    assertThat(rig.client.reachability().unreachableForLongerThan(Duration.ZERO)).isNull();
    assertThat(rig.counters.connects().get(ConnectResult.FAILED)).isZero();
    assertThat(rig.rails.handshakes()).isEmpty();
    assertThat(session.closeReason()).isNull();
  }

  @Test
  void theHeadersOfALaterRequestCanBeSent() {
    Session session = rig.open("a", withCookie(100_000));
    rig.eventually(() -> rig.counters.connects().get(ConnectResult.NOT_SENT) == 1);
    session.renew(withCookie(100));
    rig.passUntil(() -> session.upstreamState() == UpstreamState.OPEN);
  }

  @Test
  void aConnectThatIsRefusedCountsAgainstRails() {
    rig.rails.stop();
    rig.open("a");
    rig.eventually(() -> rig.counters.connects().get(ConnectResult.FAILED) > 0);
    assertThat(rig.counters.connects().get(ConnectResult.NOT_SENT)).isZero();
    assertThat(rig.counters.disconnects().total()).isZero();
  }

  private static Handshake withCookie(int length) {
    return new Handshake("", List.of("Cookie", "x".repeat(length)));
  }
}
