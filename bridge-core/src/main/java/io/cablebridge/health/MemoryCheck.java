package io.cablebridge.health;

import io.cablebridge.bounded.HeapShare;
import io.cablebridge.time.Time;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code memory_short}: more than 90 % of the heap was still in use after its last collection.
 *
 * <p>While that is so, the check requests a collection once a minute. A bridge without new clients
 * needs no memory, so that no collection might happen by itself, and the problem would stay.
 */
public final class MemoryCheck implements Check {
  private static final double MAX_SHARE = 0.9;
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final LongSupplier used;
  private final long max;
  private final Runnable collection;
  private final Time time;
  private final ProblemTimer timer;

  /** When to request the next collection; belongs to the timer thread. */
  private long dueNanos;

  /** Bytes of heap: in use after the last collection, and at most. */
  MemoryCheck(LongSupplier used, long max, Runnable collection, Time time) {
    this.used = used;
    this.max = max;
    this.collection = collection;
    this.time = time;
    this.dueNanos = time.nanos() + INTERVAL.toNanos();
    this.timer =
        new ProblemTimer(
            "memory_short", "More than 90 % of the heap is in use; raise CABLE_BRIDGE_HEAP", time);
  }

  public static MemoryCheck ofThisProcess(Time time) {
    List<MemoryPoolMXBean> heap =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
    return new MemoryCheck(
        () -> heap.stream().mapToLong(MemoryCheck::afterCollection).sum(),
        HeapShare.heap(),
        System::gc,
        time);
  }

  private static long afterCollection(MemoryPoolMXBean pool) {
    MemoryUsage usage = pool.getCollectionUsage();
    return usage == null ? 0 : usage.getUsed(); // null: this pool is not collected
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
    return timer.problem(isScarce());
  }

  @Override
  public void renew() {
    long now = time.nanos();
    boolean scarce = isScarce();
    boolean due = now - dueNanos >= 0;
    if (due || !scarce) {
      dueNanos = now + INTERVAL.toNanos();
    }
    if (due && scarce) {
      collection.run();
    }
  }

  private boolean isScarce() {
    return used.getAsLong() > max * MAX_SHARE;
  }
}
