package io.cablebridge.admin.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.FakeTime;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many wrong passwords are taken. */
class LoginThrottleTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final FakeTime time = new FakeTime();
  private final LoginThrottle throttle = new LoginThrottle(time::nanos);

  private static Peer peer(String address) {
    try {
      return Peer.of(InetAddress.getByName(address));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void fail(String address, int times) {
    for (int i = 0; i < times; i++) {
      throttle.fail(peer(address));
    }
  }

  @Test
  void theFifthOfOnePeerLocksThatPeerAlone() {
    fail("192.0.2.1", 4);
    assertThat(throttle.lockedFor(peer("192.0.2.1"))).isZero();
    fail("192.0.2.1", 1);
    assertThat(throttle.lockedFor(peer("192.0.2.1"))).isEqualTo(Duration.ofMinutes(5));
    assertThat(throttle.lockedFor(peer("192.0.2.2"))).isZero();
    assertThat(throttle.lockedForAll()).isZero();
  }

  @Test
  void theTenthOfAllLocksAll() {
    for (int i = 1; i <= 9; i++) {
      fail("192.0.2." + i, 1);
    }
    assertThat(throttle.lockedForAll()).isZero();
    fail("192.0.2.10", 1);
    assertThat(throttle.lockedForAll()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void failuresFiveMinutesAgoNoLongerCount() {
    fail("192.0.2.1", 4);
    time.advance(Duration.ofMinutes(5));
    fail("192.0.2.1", 4);
    assertThat(throttle.lockedFor(peer("192.0.2.1"))).isZero();
  }

  @Test
  void aLockEndsAndTheNextIsTwiceAsLongUpToAnHour() {
    for (int minutes : List.of(5, 10, 20, 40, 60, 60)) {
      fail("192.0.2.1", 5);
      assertThat(throttle.lockedFor(peer("192.0.2.1"))).isEqualTo(MINUTE.multipliedBy(minutes));
      time.advance(MINUTE.multipliedBy(minutes).minusNanos(1));
      assertThat(throttle.lockedFor(peer("192.0.2.1"))).isEqualTo(Duration.ofNanos(1));
      time.advance(Duration.ofNanos(1));
      assertThat(throttle.lockedFor(peer("192.0.2.1"))).isZero();
    }
  }

  @Test
  void anHourWithoutALockIsForgiven() {
    fail("192.0.2.1", 5);
    time.advance(Duration.ofMinutes(5 + 61));
    fail("192.0.2.1", 5);
    assertThat(throttle.lockedFor(peer("192.0.2.1"))).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void theAddressesOfOneNetworkOfIpv6AreOnePeer() {
    fail("2001:db8:1:2::1", 3);
    fail("2001:db8:1:2:ffff::9", 2);
    assertThat(throttle.lockedFor(peer("2001:db8:1:2::7"))).isPositive();
    assertThat(throttle.lockedFor(peer("2001:db8:1:3::1"))).isZero();
  }
}
