package io.cablebridge.stream;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one at a time in the order in which they came, on threads of an executor: what they
 * touch needs no lock. Holds no thread while it is empty. Thread-safe.
 */
final class SerialQueue {
  private static final Logger log = LoggerFactory.getLogger(SerialQueue.class);

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final Executor executor;

  SerialQueue(Executor executor) {
    this.executor = executor;
  }

  /** Runs a task after all that came before; a failure of it harms no other. */
  void add(Runnable task) {
    tasks.add(task);
    if (waiting.getAndIncrement() == 0) {
      executor.execute(this::drain);
    }
  }

  /** Whether nothing waits behind the task that asks. */
  boolean isLast() {
    return waiting.get() == 1;
  }

  private void drain() {
    do {
      Runnable task = tasks.poll();
      try {
        if (task != null) {
          task.run();
        }
      } catch (RuntimeException e) {
        log.error("A task of a stream failed", e);
      }
    } while (waiting.decrementAndGet() > 0);
  }
}
