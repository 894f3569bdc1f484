package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.cablebridge.session.delivery.Listener;
import io.cablebridge.session.delivery.Transport;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Publishing once waited for the slowest reader, and everybody waited with it. */
class Defect02OneSlowReaderStopsNobodyTest {
  private final Rig rig =
      new Rig(
          settings -> {
            settings.allowReuse = true;
            settings.queueEvents = 100;
          });
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void aReaderOfTheSameSessionGoesOn() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener slow = RecordingListener.stream().read(session).pause();
    RecordingListener fast = RecordingListener.stream().read(session);
    for (int i = 0; i < 1000; i++) {
      rig.say(session, String.valueOf(i));
    }
    assertThat(fast.messages()).hasSize(1000);
    assertThat(fast.dropped()).isZero();
    assertThat(slow.messages()).isEmpty();
  }

  @Test
  void theUpstreamGoesOn() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener.stream().read(session).pause();
    Future<?> speaking =
        threads.submit(
            () -> {
              for (int i = 0; i < 10_000; i++) {
                rig.say(session, "1");
              }
            });
    assertThatCode(() -> speaking.get(10, TimeUnit.SECONDS)).doesNotThrowAnyException();
  }

  @Test
  void aListenerThatHangsInItsOwnCodeHoldsNoLockOfTheSession() throws Exception {
    Session session = rig.subscribed("a");
    CountDownLatch release = new CountDownLatch(1);
    HangingListener hanging = new HangingListener(release);
    hanging.joined = session.attach(hanging, null);
    hanging.joined.take();
    hanging.joined.take();
    threads.execute(() -> rig.say(session, "1"));
    assertThat(hanging.woken.await(10, TimeUnit.SECONDS)).isTrue();
    Future<RecordingListener> other =
        threads.submit(() -> RecordingListener.stream().read(session, Rig.at(session, 0)));
    assertThat(other.get(10, TimeUnit.SECONDS).messages()).containsExactly("1");
    release.countDown();
  }

  @Test
  void whatTheSlowReaderPinsIsBounded() throws Exception {
    Session session = rig.subscribed("a");
    RecordingListener slow = RecordingListener.stream().read(session).pause();
    for (int i = 1; i <= 1000; i++) {
      rig.say(session, String.valueOf(i));
    }
    slow.resume();
    assertThat(slow.dropped()).isEqualTo(900);
    assertThat(slow.messages()).hasSize(100).endsWith("1000");
  }

  /** A listener whose wake does not return. */
  private static final class HangingListener implements Listener {
    private final CountDownLatch woken = new CountDownLatch(1);
    private final CountDownLatch release;
    private Attachment joined;

    HangingListener(CountDownLatch release) {
      this.release = release;
    }

    @Override
    public void wake() {
      woken.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void superseded() {}

    @Override
    public void tick(long nanos, boolean healthy) {}

    @Override
    public Transport transport() {
      return Transport.SSE;
    }
  }
}
