package io.cablebridge.stream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.protocol.JsonText;
import io.cablebridge.session.FakeTime;
import io.cablebridge.stream.Messages;
import io.cablebridge.stream.Publication;
import io.cablebridge.stream.RecordingSubscriber;
import io.cablebridge.stream.StreamConfig;
import io.cablebridge.stream.StreamSubscription;
import io.cablebridge.stream.catchup.HistorySource;
import io.cablebridge.stream.local.StreamRegistry.EvictionPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stream is about to be evicted at the moment when it is used. */
@Timeout(60)
final class StreamEvictionRaceTest {
  private static final StreamConfig NO_HISTORY = new StreamConfig(10, 1_000, Duration.ZERO);

  @Test
  void aSubscriberReceivesWhatIsPublishedAfterwards() throws InterruptedException {
    FakeTime time = new FakeTime();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    AtomicInteger evicted = new AtomicInteger();
    StreamRegistry<LocalStream> streams =
        new StreamRegistry<>(
            name ->
                new LocalStream(
                    name, NO_HISTORY, Messages.AMPLE, threads, time, HistorySource.NONE),
            created -> {},
            gone -> evicted.incrementAndGet(),
            EvictionPolicy.afterHistory(NO_HISTORY.ttl()),
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
    await().until(() -> streams.all().count() == 0);
    over.set(true);
    clock.join();
    threads.shutdown();

    assertThat(missed).hasValue(0);
    assertThat(evicted.get()).isPositive();
  }

  private static void use(StreamRegistry<LocalStream> streams, AtomicInteger missed) {
    Publication publication = new Publication("chat", JsonText.of("1"), null, null, false);
    for (int i = 0; i < 3_000; i++) {
      RecordingSubscriber subscriber = new RecordingSubscriber();
      StreamSubscription subscription =
          streams.use("chat", stream -> stream.subscribe(subscriber, null));
      streams.use("chat", stream -> stream.publish(publication)).toCompletableFuture().join();
      missed.addAndGet(subscriber.count() == 0 ? 1 : 0);
      subscription.cancel();
    }
  }
}
