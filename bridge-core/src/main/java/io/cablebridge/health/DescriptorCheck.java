package io.cablebridge.health;

import io.cablebridge.time.Time;
import java.time.Duration;
import java.time.Instant;
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
  private final SinceTimer timer;

  /** This and the next field belong to the timer thread. */
  private boolean counted;

  private long countedNanos;
  private volatile boolean scarce;

  /**
   * @param open number of open files
   * @param limit maximum number of open files
   */
  DescriptorCheck(LongSupplier open, LongSupplier limit, Time time) {
    this.open = open;
    this.limit = limit;
    this.time = time;
    this.timer = new SinceTimer(time);
  }

  /** The check of this process. */
  public static DescriptorCheck ofThisProcess(Time time) {
    FileDescriptors files = FileDescriptors.ofThisProcess();
    return new DescriptorCheck(files.open(), files.limit(), time);
  }

  @Override
  public String reason() {
    return "descriptors_short";
  }

  @Override
  public @Nullable HealthProblem problem() {
    Instant since = timer.since(scarce);
    return since == null
        ? null
        : new HealthProblem(
            reason(), "More than 95 % of the open files allowed are open; raise the limit", since);
  }

  @Override
  public void renew() {
    long now = time.nanos();
    if (!counted || now - countedNanos >= INTERVAL.toNanos()) {
      counted = true;
      countedNanos = now;
      scarce = open.getAsLong() > limit.getAsLong() * MAX_SHARE;
    }
  }
}
