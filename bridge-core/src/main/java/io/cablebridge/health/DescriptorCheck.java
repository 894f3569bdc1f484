package io.cablebridge.health;

import io.cablebridge.time.Time;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code descriptors_short}: more than 95 % of the files that the process may open are open. They
 * are counted every five seconds, because the system walks all of them: 20,000 take about 20 ms.
 */
public final class DescriptorCheck implements Check {
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final FileDescriptors files;
  private final Time time;
  private final ProblemTimer timer;

  /** When to count again; belongs to the timer thread. */
  private long dueNanos;

  private volatile boolean scarce;

  public DescriptorCheck(FileDescriptors files, Time time) {
    this.files = files;
    this.time = time;
    this.dueNanos = time.nanos();
    this.timer =
        new ProblemTimer(
            "descriptors_short",
            "More than 95 % of the open files allowed are open; raise the limit",
            time);
  }

  @Override
  public String reason() {
    return timer.reason();
  }

  @Override
  public boolean refusesSessions() {
    return true;
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
      scarce = files.areShort();
    }
  }
}
