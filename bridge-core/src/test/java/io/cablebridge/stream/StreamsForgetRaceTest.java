package io.cablebridge.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.protocol.Slice;
import io.cablebridge.session.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A stream is about to be forgotten just when somebody wants it. */
final class StreamsForgetRaceTest {
  private static final StreamConfig FORGETFUL = new StreamConfig(10, 1_000, Duration.ZERO);

  @Test
  void whoHasSubscribedGetsWhatIsPublishedAfterwards() throws InterruptedException {
    FakeTime time = new FakeTime();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    AtomicInteger forgotten = new AtomicInteger();
    Streams streams =
        new Streams(
            name -> new Stream(name, FORGETFUL, Messages.AMPLE, threads, time, HistorySource.NONE),
            born -> {},
            gone -> forgotten.incrementAndGet(),
            Messages.AMPLE,
            time);
    streams.start();
    AtomicBoolean over = new AtomicBoolean();
    Thread clock =
        new Thread(
            () -> {
              while (!over.get()) {
                time.advance(Duration.ofSeconds(1));
              }
            });
    clock.start();
    AtomicInteger missed = new AtomicInteger();
    List<Thread> users = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      users.add(new Thread(() -> use(streams, missed)));
    }
    users.forEach(Thread::start);
    for (Thread user : users) {
      user.join();
    }
    await().until(() -> streams.count() == 0);
    over.set(true);
    clock.join();
    threads.shutdown();

    assertThat(missed).hasValue(0);
    assertThat(forgotten.get()).isPositive();
  }

  private static void use(Streams streams, AtomicInteger missed) {
    Publication publication = new Publication("chat", Slice.of("1"), null, null, false);
    for (int i = 0; i < 3_000; i++) {
      RecordingReader reader = new RecordingReader();
      StreamSubscription subscription =
          streams.use("chat", stream -> stream.subscribe(reader, null));
      streams.use("chat", stream -> stream.publish(publication)).toCompletableFuture().join();
      missed.addAndGet(reader.count() == 0 ? 1 : 0);
      subscription.cancel();
    }
  }
}
