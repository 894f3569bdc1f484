package io.cablebridge.stream.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.stream.CatchUpResult;
import io.cablebridge.stream.Messages;
import io.cablebridge.stream.RecordingSubscriber;
import io.cablebridge.stream.StreamMessage;
import io.cablebridge.stream.StreamSubscriber;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several threads deliver a message to many subscribers, to each once. */
final class FanOutTest {
  private static final int READERS = 5 * FanOut.SHARE + 7;

  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final SubscriberList subscribers = new SubscriberList();
  private final List<RecordingSubscriber> readers = new ArrayList<>();

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  private void read() {
    for (int i = 0; i < READERS; i++) {
      RecordingSubscriber reader = new RecordingSubscriber();
      readers.add(reader);
      subscribers.add(new Subscriber(reader, cancelled -> {}));
    }
  }

  @Test
  void deliversEveryMessageToEachSubscriberOnceAndInOrder() {
    read();
    FanOut fanOut = new FanOut(threads, 3);

    for (int i = 1; i <= 200; i++) {
      fanOut.message(subscribers, Messages.at("A", i));
    }

    List<String> all = IntStream.rangeClosed(1, 200).mapToObj(i -> "A" + i).toList();
    assertThat(readers).allMatch(reader -> reader.calls().equals(all));
  }

  @Test
  void anotherThreadDeliversWhileTheFirstIsBusy() throws InterruptedException {
    Thread first = Thread.currentThread();
    CountDownLatch byAnother = new CountDownLatch(1);
    List<Boolean> waited = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < READERS; i++) {
      subscribers.add(new Subscriber(new Meeting(first, byAnother, waited), cancelled -> {}));
    }

    new FanOut(threads, 1).message(subscribers, Messages.at("A", 1));

    assertThat(byAnother.getCount()).isZero();
    assertThat(waited).doesNotContain(false);
  }

  @Test
  void doesNotWaitForThreadsThatHaveNotBegun() {
    read();

    new FanOut(never -> {}, 3).message(subscribers, Messages.at("A", 1));

    assertThat(readers).allMatch(reader -> reader.count() == 1);
  }

  @Test
  void aThreadThatBeginsTooLateDeliversNothing() {
    read();
    List<Runnable> later = new ArrayList<>();
    new FanOut(later::add, 3).message(subscribers, Messages.at("A", 1));

    later.forEach(Runnable::run);

    assertThat(later).hasSize(3);
    assertThat(readers).allMatch(reader -> reader.count() == 1);
  }

  @Test
  void deliversToAllWhenTheExecutorRefuses() {
    read();
    Executor closed =
        task -> {
          throw new RejectedExecutionException("closed");
        };

    new FanOut(closed, 3).message(subscribers, Messages.at("A", 1));

    assertThat(readers).allMatch(reader -> reader.count() == 1);
  }

  /** Blocks the first thread until another one has delivered the message to a subscriber. */
  private record Meeting(Thread first, CountDownLatch byAnother, List<Boolean> waited)
      implements StreamSubscriber {
    @Override
    public void subscribed(CatchUpResult catchUp) {}

    @Override
    public void message(StreamMessage message) {
      if (Thread.currentThread() != first) {
        byAnother.countDown();
        return;
      }
      try {
        waited.add(byAnother.await(10, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        throw new IllegalStateException("Interrupted", e);
      }
    }

    @Override
    public void refused(String reason) {}

    @Override
    public void lost() {}
  }
}
