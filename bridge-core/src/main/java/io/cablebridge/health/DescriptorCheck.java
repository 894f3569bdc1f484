package io.cablebridge.health;

import io.cablebridge.time.Time;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code descriptors_short}: more than 95 % of the files that the process may open are open. They
 * are counted every five seconds, because the system walks all of them: 20,000 take about 20 ms.
 */
public final class DescriptorCheck implements Check {
  private static final double MAX_SHARE = 0.95;
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final LongSupplier open;
  private final LongSupplier limit;
  private final Time time;
  private final ProblemTimer timer;

  /** When to count again; belongs to the timer thread. */
  private long dueNanos;

  private volatile boolean scarce;

  /**
   * @param open number of open files
   * @param limit maximum number of open files
   */
  DescriptorCheck(LongSupplier open, LongSupplier limit, Time time) {
    this.open = open;
    this.limit = limit;
    this.time = time;
    this.dueNanos = time.nanos();
    this.timer =
        new ProblemTimer(
            "descriptors_short",
            "More than 95 % of the open files allowed are open; raise the limit",
            time);
  }

  /** The check of this process. */
  public static DescriptorCheck ofThisProcess(Time time) {
    FileDescriptors files = FileDescriptors.ofThisProcess();
    return new DescriptorCheck(files.open(), files.limit(), time);
  }

  @Override
  public String reason() {
    return timer.reason();
  }

  @Override
  public @Nullable HealthProblem problem() {
    return timer.problem(scarce);
  }

  @Override
  public void renew() {
    long now = time.nanos();
    if (now - dueNanos >= 0) {
      dueNanos = now + INTERVAL.toNanos();
      scarce = open.getAsLong() > limit.getAsLong() * MAX_SHARE;
    }
  }
}
