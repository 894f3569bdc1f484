package io.cablebridge.bounded;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * A {@link HeapShare} that many holders count their bytes against: the backlogs of all sessions
 * have one, the histories of all streams another. It refuses nothing. A holder that finds it
 * exceeded discards its own oldest entries, so that many holders cost entries and not the heap. One
 * for each kind of holder; thread-safe.
 */
public final class HeapBudget {
  private final long limit;
  private final AtomicLong held = new AtomicLong();
  private final LongAdder dropped = new LongAdder();

  public HeapBudget(long limit) {
    this.limit = limit;
  }

  public static HeapBudget of(HeapShare share) {
    return new HeapBudget(share.bytes());
  }

  /** Counts bytes that a holder takes, or with a negative number gives back. */
  public void add(long bytes) {
    held.addAndGet(bytes);
  }

  public void countDropped() {
    dropped.increment();
  }

  public boolean isExceeded() {
    return held.get() > limit;
  }

  /** Whether it is exceeded by a quarter, although holders have discarded what they could. */
  public boolean isOverfull() {
    return held.get() > limit + limit / 4;
  }

  public long limit() {
    return limit;
  }

  public long held() {
    return held.get();
  }

  public long dropped() {
    return dropped.sum();
  }
}
