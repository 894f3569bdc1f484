package io.cablebridge.stream.local;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one at a time and in order on the threads of an executor. State that only its tasks
 * touch needs no lock, and no lock is held while a task runs. A task that fails is logged and
 * affects no other. An idle queue holds no thread and almost no memory. Thread-safe.
 */
public final class SerialQueue implements Executor {
  private static final Logger log = LoggerFactory.getLogger(SerialQueue.class);

  /** Tasks after which a busy queue gives the thread back, so that other queues get a turn. */
  private static final int MAX_TASKS_PER_TURN = 64;

  private final Executor executor;
  private final Runnable turn = this::turn;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

  /** Tasks that wait, and the one that runs. The thread that raises it to one starts the turn. */
  private final AtomicInteger pending = new AtomicInteger();

  public SerialQueue(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void execute(Runnable task) {
    waiting.add(task);
    if (pending.getAndIncrement() == 0) {
      begin();
    }
  }

  /** Tasks that have not ended, the running one included. */
  int pending() {
    return pending.get();
  }

  private void begin() {
    try {
      executor.execute(turn);
    } catch (RejectedExecutionException e) {
      log.warn("The executor of a stream is shut down; its remaining tasks are dropped");
      do {
        waiting.remove();
      } while (pending.decrementAndGet() > 0);
    }
  }

  private void turn() {
    for (int i = 0; i < MAX_TASKS_PER_TURN; i++) {
      run(waiting.remove());
      if (pending.decrementAndGet() == 0) {
        return;
      }
    }
    begin();
  }

  /** The next task runs even after an error; otherwise one stream would be silent for ever. */
  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      log.error("A task of a stream failed", e);
    }
  }
}
