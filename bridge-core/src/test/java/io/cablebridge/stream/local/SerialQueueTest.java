package io.cablebridge.stream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tasks of one queue run one at a time and in order, whichever thread runs them. */
@Timeout(60)
final class SerialQueueTest {

  @Test
  void runsTheTasksOfEachThreadInTheirOrderAndNeverTwoAtOnce() throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    SerialQueue queue = new SerialQueue(threads);
    List<List<Integer>> ran = new ArrayList<>();
    AtomicBoolean inside = new AtomicBoolean();
    AtomicInteger overlaps = new AtomicInteger();
    AtomicInteger count = new AtomicInteger();
    List<Thread> givers = new ArrayList<>();
    for (int giver = 0; giver < 4; giver++) {
      List<Integer> mine = new ArrayList<>();
      ran.add(mine);
      givers.add(
          new Thread(
              () -> {
                for (int i = 0; i < 5_000; i++) {
                  int number = i;
                  queue.execute(
                      () -> {
                        overlaps.addAndGet(inside.getAndSet(true) ? 1 : 0);
                        mine.add(number);
                        inside.set(false);
                        count.incrementAndGet();
                      });
                }
              }));
    }
    givers.forEach(Thread::start);
    for (Thread giver : givers) {
      giver.join();
    }

    await().until(() -> count.get() == 20_000);
    assertThat(overlaps).hasValue(0);
    assertThat(ran).containsOnly(IntStream.range(0, 5_000).boxed().toList());
    threads.shutdown();
  }

  @Test
  void aTaskThatFailsAffectsNoOther() {
    List<String> ran = new ArrayList<>();
    SerialQueue queue = new SerialQueue(Runnable::run);

    queue.execute(
        () -> {
          throw new IllegalStateException("on purpose");
        });
    queue.execute(
        () -> {
          throw new AssertionError("on purpose");
        });
    queue.execute(() -> ran.add("next"));

    assertThat(ran).containsExactly("next");
  }

  @Test
  void aTaskSubmittedByATaskRunsAfterIt() {
    List<String> ran = new ArrayList<>();
    SerialQueue queue = new SerialQueue(Runnable::run);

    queue.execute(
        () -> {
          queue.execute(() -> ran.add("inner"));
          ran.add("outer");
        });

    assertThat(ran).containsExactly("outer", "inner");
  }

  @Test
  void aBusyQueueGivesOtherQueuesATurn() {
    Deque<Runnable> thread = new ArrayDeque<>();
    List<String> ran = new ArrayList<>();
    SerialQueue busy = new SerialQueue(thread::add);
    SerialQueue other = new SerialQueue(thread::add);
    Collections.nCopies(1_000, "busy").forEach(task -> busy.execute(() -> ran.add(task)));
    other.execute(() -> ran.add("other"));

    while (!thread.isEmpty()) {
      thread.remove().run();
    }

    assertThat(ran).hasSize(1_001);
    assertThat(ran.indexOf("other")).isLessThan(500);
  }

  @Test
  void dropsTasksThatTheExecutorRefuses() {
    AtomicBoolean shut = new AtomicBoolean(true);
    List<String> ran = new ArrayList<>();
    SerialQueue queue =
        new SerialQueue(
            task -> {
              if (shut.get()) {
                throw new RejectedExecutionException("on purpose");
              }
              task.run();
            });

    queue.execute(() -> ran.add("dropped"));
    shut.set(false);
    queue.execute(() -> ran.add("later"));

    assertThat(ran).containsExactly("later");
    assertThat(queue.pending()).isZero();
  }
}
