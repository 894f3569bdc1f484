package io.cablebridge.bounded;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.time.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts asynchronous operations in the order of their requests: at most so many in flight at once,
 * and at most so many starts a second. One limits the connects to Rails, another the histories read
 * from Redis, so that a storm of clients does not become a storm on a server. Thread-safe; its
 * monitor guards its state, and operations are started outside of it.
 */
public final class AsyncLimiter implements AutoCloseable {
  private static final long SECOND = 1_000_000_000L;

  /** The shortest delay of the timer; operations that are due by then start together. */
  private static final long MIN_WAIT = 1_000_000;

  private final int maxInFlight;
  private final Time time;

  @GuardedBy("this")
  private final Deque<BooleanSupplier> waiting = new ArrayDeque<>();

  @GuardedBy("this")
  private int perSecond;

  @GuardedBy("this")
  private int inFlight;

  @GuardedBy("this")
  private long delayedByRate;

  @GuardedBy("this")
  private long delayedByOthers;

  @GuardedBy("this")
  private boolean timed;

  /** What may start: one operation costs {@link #SECOND}, each nanosecond earns perSecond. */
  @GuardedBy("this")
  private long credit;

  @GuardedBy("this")
  private long creditedNanos;

  /** With zero, any number of operations may start in a second. */
  public AsyncLimiter(int perSecond, int maxInFlight, Time time) {
    this.perSecond = perSecond;
    this.maxInFlight = maxInFlight;
    this.time = time;
    this.credit = maxCredit(perSecond);
    this.creditedNanos = time.nanos();
  }

  /** One operation plus 50 ms of credit: a timer that is late by that much does not slow down. */
  private static long maxCredit(int perSecond) {
    return SECOND + SECOND / 20 * perSecond;
  }

  public void changeRate(int newPerSecond) {
    synchronized (this) {
      perSecond = newPerSecond;
      credit = Math.min(credit, maxCredit(newPerSecond));
    }
    pump();
  }

  /**
   * Runs {@code start} when its turn comes, perhaps at once. It returns whether it has started an
   * operation, in which case {@link #done} must follow.
   */
  public void request(BooleanSupplier start) {
    synchronized (this) {
      waiting.add(start);
    }
    pump();
    synchronized (this) {
      if (!waiting.isEmpty()) {
        if (inFlight >= maxInFlight) {
          delayedByOthers++;
        } else if (waiting.size() > perSecond) {
          delayedByRate++; // fewer than that start within a second: not counted as a delay
        }
      }
    }
  }

  public void done() {
    synchronized (this) {
      inFlight--;
    }
    pump();
  }

  /** Runs an operation that ends with its stage; the result is the same as that of the stage. */
  public <T> CompletionStage<T> run(Supplier<CompletionStage<T>> operation) {
    CompletableFuture<T> result = new CompletableFuture<>();
    request(() -> start(operation, result));
    return result;
  }

  private <T> boolean start(Supplier<CompletionStage<T>> operation, CompletableFuture<T> result) {
    CompletableFuture<T> started =
        CompletableFuture.completedFuture(operation).thenCompose(Supplier::get);
    // One that has ended already is not in flight: done() would recurse for each that waits.
    boolean pending = !started.isDone();
    CompletableFuture<?> unused =
        started.whenComplete(
            (value, failure) -> {
              if (failure == null) {
                result.complete(value);
              } else {
                result.completeExceptionally(failure);
              }
              if (pending) {
                done();
              }
            });
    return pending;
  }

  private void pump() {
    for (BooleanSupplier next = next(); next != null; next = next()) {
      if (!next.getAsBoolean()) {
        giveBack();
      }
    }
  }

  private synchronized @Nullable BooleanSupplier next() {
    if (waiting.isEmpty() || inFlight >= maxInFlight) {
      return null; // the next request, or the end of an operation, pumps again
    }
    if (perSecond > 0) {
      earn();
      if (credit < SECOND) {
        pumpInTime();
        return null;
      }
      credit -= SECOND;
    }
    inFlight++;
    return waiting.poll();
  }

  @GuardedBy("this")
  private void earn() {
    long now = time.nanos();
    // A second earns the maximum at any rate; a longer time could overflow.
    long elapsed = Math.min(now - creditedNanos, SECOND);
    credit = Math.min(maxCredit(perSecond), credit + elapsed * perSecond);
    creditedNanos = now;
  }

  /** Pumps again at the very moment when the next operation may start. */
  @GuardedBy("this")
  private void pumpInTime() {
    if (!timed) {
      timed = true;
      long wait = (SECOND - credit + perSecond - 1) / perSecond;
      time.after(Duration.ofNanos(Math.max(wait, MIN_WAIT)), this::pumpAgain);
    }
  }

  private void pumpAgain() {
    synchronized (this) {
      timed = false;
    }
    pump();
  }

  private synchronized void giveBack() {
    inFlight--;
    credit += perSecond > 0 ? SECOND : 0;
  }

  /**
   * Requests since the start that had to wait a second or more because of the starts per second.
   */
  public synchronized long delayedByRate() {
    return delayedByRate;
  }

  public synchronized long delayedByOthers() {
    return delayedByOthers;
  }

  public synchronized int inFlight() {
    return inFlight;
  }

  public synchronized int waiting() {
    return waiting.size();
  }

  @Override
  public synchronized void close() {
    waiting.clear();
  }
}
