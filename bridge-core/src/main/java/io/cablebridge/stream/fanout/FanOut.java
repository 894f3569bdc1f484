package io.cablebridge.stream.fanout;

import io.cablebridge.stream.StreamMessage;
import java.util.concurrent.Executor;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Delivers one message to many subscribers with several threads. Each subscriber costs a write, and
 * one thread needs longer for thousands of writes than the next message needs to arrive. The
 * calling thread takes part, and then waits for shares that other threads have begun, never for a
 * thread that has not begun: after the call the list belongs to the stream's queue again. This is
 * the one wait on a thread of the pool (docs/concurrency.md). Created by a stream, for its tasks.
 */
public final class FanOut {
  /** Subscribers that one thread serves before it takes the next share. */
  static final int SHARE = 128;

  /** More helpers would take the threads of the pool from everything else. */
  private static final int MAX_HELPERS = 3;

  private final Executor executor;
  private final int helpers;

  public FanOut(Executor executor) {
    this(executor, Math.min(MAX_HELPERS, Runtime.getRuntime().availableProcessors() - 1));
  }

  FanOut(Executor executor, int helpers) {
    this.executor = executor;
    this.helpers = helpers;
  }

  /** Returns when all subscribers have been called. */
  public void message(SubscriberList subscribers, StreamMessage message) {
    int shares = (subscribers.count() + SHARE - 1) / SHARE;
    int usefulHelpers = Math.min(helpers, shares - 1);
    if (usefulHelpers <= 0) {
      subscribers.message(message);
      return;
    }
    Round round = new Round(subscribers, message, shares, new AtomicInteger(), new Phaser(shares));
    try {
      for (int i = 0; i < usefulHelpers; i++) {
        executor.execute(round);
      }
    } catch (RejectedExecutionException e) {
      // The process is ending. This thread delivers the message alone.
    }
    round.run();
    round.unfinished().awaitAdvance(0);
  }

  /** The delivery of one message. An interrupt does not end the wait of a Phaser. */
  private record Round(
      SubscriberList subscribers,
      StreamMessage message,
      int shares,
      AtomicInteger begun,
      Phaser unfinished)
      implements Runnable {

    @Override
    public void run() {
      for (int share = begun.getAndIncrement(); share < shares; share = begun.getAndIncrement()) {
        try {
          subscribers.message(message, share * SHARE, SHARE);
        } finally {
          unfinished.arrive();
        }
      }
    }
  }
}
