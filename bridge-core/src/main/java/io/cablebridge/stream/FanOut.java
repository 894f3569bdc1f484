package io.cablebridge.stream;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells a message to many readers by several threads: each of them costs a write, and thousands of
 * writes take one thread longer than the next message takes to come. Whoever begins it works too,
 * and waits only for threads that are in the midst of a share: one that the executor has not begun
 * by then finds nothing left to do. Nothing of this outlives the message, so that its readers stay
 * their stream's. Belongs to one {@link Stream}, in whose tasks it is called.
 */
final class FanOut {
  /** Readers that one thread tells without looking whether there are more. */
  static final int SHARE = 128;

  /** More would take the threads from everybody else. */
  private static final int MOST_HELPERS = 3;

  private final Executor executor;
  private final int helpers;

  FanOut(Executor executor) {
    this(executor, Math.min(MOST_HELPERS, Runtime.getRuntime().availableProcessors() - 1));
  }

  FanOut(Executor executor, int helpers) {
    this.executor = executor;
    this.helpers = helpers;
  }

  /** Returns when all have been told. */
  void message(SubscriberList readings, StreamMessage message) {
    int shares = (readings.count() + SHARE - 1) / SHARE;
    int asked = Math.min(helpers, shares - 1);
    if (asked <= 0) {
      readings.message(message);
      return;
    }
    Round round = new Round(readings, message, shares);
    try {
      for (int i = 0; i < asked; i++) {
        executor.execute(round);
      }
    } catch (RejectedExecutionException e) {
      // The process goes down; what can be told still is, by this thread alone.
    }
    round.run();
    round.await();
  }

  /** One message on its way to all. */
  private static final class Round implements Runnable {
    private final SubscriberList readings;
    private final StreamMessage message;
    private final int shares;
    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch untold;

    Round(SubscriberList readings, StreamMessage message, int shares) {
      this.readings = readings;
      this.message = message;
      this.shares = shares;
      untold = new CountDownLatch(shares);
    }

    @Override
    public void run() {
      for (int share = begun.getAndIncrement(); share < shares; share = begun.getAndIncrement()) {
        try {
          readings.message(message, share * SHARE, SHARE);
        } finally {
          untold.countDown();
        }
      }
    }

    /** An interruption does not end it: nobody may touch the readings before. */
    void await() {
      boolean interrupted = false;
      while (untold.getCount() > 0) {
        try {
          untold.await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
