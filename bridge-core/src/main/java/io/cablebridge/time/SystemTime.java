package io.cablebridge.time;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machine's clock, and the process's one timer thread ({@code timer}). Closed at the end of the
 * process.
 */
public final class SystemTime implements Time, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SystemTime.class);

  private final LogLimiter failures = new LogLimiter(this);

  private final WallClock wallClock =
      new WallClock(System::nanoTime, () -> ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now()));

  private final ScheduledThreadPoolExecutor timer;

  public SystemTime() {
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "timer");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public long wallNanos(long nanos) {
    return wallClock.at(nanos);
  }

  @Override
  public Cancellable after(Duration delay, Runnable task) {
    return cancellable(timer.schedule(() -> guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS));
  }

  @Override
  public Cancellable every(Duration interval, Runnable task) {
    long nanos = interval.toNanos();
    return cancellable(
        timer.scheduleWithFixedDelay(() -> guarded(task), nanos, nanos, TimeUnit.NANOSECONDS));
  }

  private static Cancellable cancellable(ScheduledFuture<?> future) {
    return () -> future.cancel(false);
  }

  /**
   * A failing task must not end itself or the others: an executor drops a periodic task that
   * throws. The JDK throws an Error, too, when a call of the system fails.
   */
  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      failures.pass().ifPresent(more -> log.error("A timed task failed, others={}", more, e));
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
