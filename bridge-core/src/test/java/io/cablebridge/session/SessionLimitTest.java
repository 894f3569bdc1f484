package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** No more sessions live at once than the configuration allows. */
class SessionLimitTest {
  private final Rig rig = new Rig(settings -> settings.maxSessions = 2);

  @Test
  void oneMoreIsRefused() throws Exception {
    rig.open("a");
    rig.open("b");
    assertThatThrownBy(() -> rig.open("c"))
        .isInstanceOfSatisfying(
            SessionLimit.class, refused -> assertThat(refused.shuttingDown()).isFalse());
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
    rig.registry.forget(session);
    assertThat(rig.open("c").closeReason()).isNull();
  }

  @Test
  void forgettingTwiceFreesOnePlace() throws Exception {
    Session session = rig.open("a");
    rig.registry.forget(session);
    rig.registry.forget(session);
    assertThat(rig.registry.size()).isZero();
  }

  @Test
  void twoWhoOpenTheSameIdAtOnceShareOneSession() throws Exception {
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
