package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cablebridge.protocol.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The configuration limits the number of live sessions. */
class SessionLimitTest {
  private final Rig rig = new Rig(settings -> settings.maxSessions = 2);

  @Test
  void oneMoreIsRefused() throws Exception {
    rig.open("a");
    rig.open("b");
    assertThatThrownBy(() -> rig.open("c"))
        .isInstanceOfSatisfying(
            SessionLimitException.class,
            refused -> assertThat(refused.why()).isEqualTo(SessionLimitException.Cause.TOO_MANY));
  }

  @Test
  void aRefusedSessionLeavesNothingBehind() throws Exception {
    rig.open("a");
    rig.open("b");
    assertThatThrownBy(() -> rig.open("c"));
    assertThat(rig.registry.find("c")).isNull();
    assertThat(rig.registry.size()).isEqualTo(2);
    assertThat(rig.upstreams.made()).isEqualTo(2);
  }

  @Test
  void aSessionThatIsThereIsFoundWhenAllPlacesAreTaken() throws Exception {
    Session session = rig.open("a");
    rig.open("b");
    assertThat(rig.open("a")).isSameAs(session);
  }

  @Test
  void thePlaceOfAForgottenSessionIsFree() throws Exception {
    Session session = rig.open("a");
    rig.open("b");
    session.close(CloseReason.EXPIRED);
    rig.registry.evict(session);
    assertThat(rig.open("c").closeReason()).isNull();
  }

  @Test
  void aSessionThatIsOnlyRememberedTakesNoPlace() throws Exception {
    rig.open("a").close(new CloseReason("remote", false));
    rig.open("b");
    assertThat(rig.open("c").closeReason()).isNull();
    assertThat(rig.registry.find("a")).isNotNull();
    assertThat(rig.registry.size()).isEqualTo(2);
  }

  @Test
  void anEndedSessionIsFollowedByAnotherOfItsId() throws Exception {
    rig.open("b");
    for (int round = 0; round < 5; round++) {
      rig.open("a").close(new CloseReason("remote", false));
    }
    assertThat(rig.open("a").closeReason()).isNull();
    assertThat(rig.registry.size()).isEqualTo(2);
  }

  @Test
  void theNumberOfRememberedSessionsIsLimited() throws Exception {
    for (String id : List.of("a", "b", "c", "d")) {
      rig.open(id).close(new CloseReason("remote", false));
    }
    assertThatThrownBy(() -> rig.open("e")).isInstanceOf(SessionLimitException.class);
    rig.advance(Duration.ofSeconds(61));
    assertThat(rig.open("e").closeReason()).isNull();
  }

  @Test
  void noneIsOpenedWhileResourcesAreShortAndLiveOnesStay() throws Exception {
    Session session = rig.open("a");
    rig.registry.refuseWhileShort(true);
    assertThatThrownBy(() -> rig.open("b"))
        .isInstanceOfSatisfying(
            SessionLimitException.class,
            refused ->
                assertThat(refused.why())
                    .isEqualTo(SessionLimitException.Cause.SHORT_OF_RESOURCES));
    assertThat(rig.open("a")).isSameAs(session);
    rig.registry.refuseWhileShort(false);
    assertThat(rig.open("b").closeReason()).isNull();
  }

  @Test
  void removingTwiceIsHarmless() throws Exception {
    Session session = rig.open("a");
    rig.registry.evict(session);
    rig.registry.evict(session);
    assertThat(rig.registry.find("a")).isNull();
  }

  @Test
  void twoSimultaneousOpensOfOneIdShareOneSession() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    Rig wide = new Rig();
    for (int round = 0; round < 200; round++) {
      String id = "round-" + round;
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Session>> opened = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        opened.add(
            threads.submit(
                () -> {
                  start.await();
                  return wide.open(id);
                }));
      }
      start.countDown();
      Session first = opened.get(0).get(10, TimeUnit.SECONDS);
      for (Future<Session> other : opened) {
        assertThat(other.get(10, TimeUnit.SECONDS)).isSameAs(first);
      }
    }
    threads.shutdown();
    assertThat(wide.registry.size()).isEqualTo(200);
    assertThat(wide.upstreams.made()).isEqualTo(200);
  }
}
