package io.cablebridge.stream;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one at a time and in their order, on the threads of an executor: what only its tasks
 * touch needs no lock, and none is held while a task runs. A task that fails is logged and harms no
 * other. Holds no thread, and while it is idle next to no memory. Thread-safe.
 */
public final class SerialQueue implements Executor {
  private static final Logger log = LoggerFactory.getLogger(SerialQueue.class);

  /** Tasks after which a busy queue lets others have the thread. */
  private static final int TURN = 64;

  private final Executor executor;
  private final Runnable turn = this::turn;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

  /** Tasks that wait, and the one that runs. Whoever makes it one begins the turn. */
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

  /** Tasks that have not ended, with the one that asks. */
  int pending() {
    return pending.get();
  }

  private void begin() {
    try {
      executor.execute(turn);
    } catch (RejectedExecutionException e) {
      log.warn("No thread takes the tasks of a stream any more: they are dropped");
      do {
        waiting.remove();
      } while (pending.decrementAndGet() > 0);
    }
  }

  private void turn() {
    for (int i = 0; i < TURN; i++) {
      run(waiting.remove());
      if (pending.decrementAndGet() == 0) {
        return;
      }
    }
    begin();
  }

  /** Even after an error the next task is run: else one stream would be silent for ever. */
  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      log.error("A task of a stream failed", e);
    }
  }
}
