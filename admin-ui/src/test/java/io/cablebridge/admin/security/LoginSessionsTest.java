package io.cablebridge.admin.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.FakeTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How long a login lasts. */
class LoginSessionsTest {
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  private final FakeTime time = new FakeTime();
  private final LoginSessions signIns = new LoginSessions(time::nanos);

  @Test
  void theIdIsNewEachTimeAndHas256Bits() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      ids.add(signIns.open(Role.OPERATOR));
    }
    assertThat(ids).hasSize(50).allMatch(id -> id.matches("[A-Za-z0-9_-]{43}"));
  }

  @Test
  void halfAnHourWithoutAClickIsTheEnd() {
    String id = signIns.open(Role.VIEWER);
    time.advance(HALF_AN_HOUR.minusNanos(1));
    assertThat(signIns.find(id, true)).isNotNull();
    time.advance(HALF_AN_HOUR);
    assertThat(signIns.find(id, true)).isNull();
  }

  @Test
  void aPageThatRenewsItselfIsNoClick() {
    String id = signIns.open(Role.VIEWER);
    for (int i = 0; i < 29; i++) {
      time.advance(Duration.ofMinutes(1));
      assertThat(signIns.find(id, false)).isNotNull();
    }
    time.advance(Duration.ofMinutes(1));
    assertThat(signIns.find(id, false)).isNull();
  }

  @Test
  void aLoginEndsAfterTwelveHoursDespiteActivity() {
    String id = signIns.open(Role.OPERATOR);
    for (int i = 0; i < 47; i++) {
      time.advance(Duration.ofMinutes(15));
      assertThat(signIns.find(id, true)).isNotNull();
    }
    time.advance(Duration.ofMinutes(15));
    assertThat(signIns.find(id, true)).isNull();
  }

  @Test
  void theHundredAndFirstLoginReplacesTheLongestIdleOne() {
    String first = signIns.open(Role.VIEWER);
    String second = signIns.open(Role.VIEWER);
    time.advance(Duration.ofMinutes(1));
    for (int i = 2; i < 100; i++) {
      signIns.open(Role.VIEWER);
    }
    signIns.find(first, true);
    signIns.open(Role.VIEWER);
    assertThat(signIns.find(first, true)).isNotNull();
    assertThat(signIns.find(second, true)).isNull();
  }

  @Test
  void eachLoginHasItsOwnToken() {
    LoginSession one = signIns.find(signIns.open(Role.OPERATOR), true);
    LoginSession other = signIns.find(signIns.open(Role.OPERATOR), true);
    assertThat(one.sent(one.csrf())).isTrue();
    assertThat(one.sent(other.csrf())).isFalse();
    assertThat(one.sent("")).isFalse();
  }
}
