package io.cablebridge.session;

import io.cablebridge.time.Time;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Time that passes only by {@link #advance}, on the caller's thread. Its {@link #nanos} overflow
 * ten seconds after its beginning, as those of a real clock may. Thread-safe.
 */
public final class FakeTime implements Time {
  private static final long ORIGIN = Long.MAX_VALUE - Duration.ofSeconds(10).toNanos();
  private static final long WALL_ORIGIN = 1_795_348_861_000_000_000L;

  private record Task(long due, long order, Duration interval, Runnable work) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::order));
  private long elapsed;
  private long readings;
  private long order;

  @Override
  public synchronized long nanos() {
    readings++;
    return ORIGIN + elapsed;
  }

  @Override
  public long wallNanos(long nanos) {
    return WALL_ORIGIN + (nanos - ORIGIN);
  }

  /** How often the clock has been read. */
  public synchronized long readings() {
    return readings;
  }

  @Override
  public Cancellable after(Duration delay, Runnable work) {
    return schedule(delay, Duration.ZERO, work);
  }

  @Override
  public Cancellable every(Duration interval, Runnable work) {
    boolean[] over = new boolean[1];
    Runnable unlessOver =
        () -> {
          if (!over[0]) {
            work.run();
          }
        };
    schedule(interval, interval, unlessOver);
    return () -> over[0] = true;
  }

  private synchronized Cancellable schedule(Duration delay, Duration interval, Runnable work) {
    Task task = new Task(elapsed + delay.toNanos(), order++, interval, work);
    tasks.add(task);
    return () -> cancel(task);
  }

  private synchronized void cancel(Task task) {
    tasks.remove(task);
  }

  /** Lets time pass, and runs each task that becomes due at its own time. */
  public void advance(Duration duration) {
    long until;
    synchronized (this) {
      until = elapsed + duration.toNanos();
    }
    for (Task due = nextUpTo(until); due != null; due = nextUpTo(until)) {
      due.work().run();
      if (!due.interval().isZero()) {
        schedule(due.interval(), due.interval(), due.work());
      }
    }
    synchronized (this) {
      elapsed = until;
    }
  }

  /** Lets time pass in which the process does not run; {@link #advance} then runs what is late. */
  public synchronized void pause(Duration duration) {
    elapsed += duration.toNanos();
  }

  private synchronized @Nullable Task nextUpTo(long until) {
    Task next = tasks.peek();
    if (next == null || next.due() > until) {
      return null;
    }
    elapsed = Math.max(elapsed, next.due());
    return tasks.poll();
  }

  /** The number of waiting tasks. */
  public synchronized int waiting() {
    return tasks.size();
  }
}
