package io.cablebridge.bounded;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * A share of the heap that many holders count their bytes against: the backlogs of all sessions
 * have one, the histories of all streams another. It refuses nothing. A holder that finds it
 * exceeded discards its own oldest entries, so that many holders cost entries and not the heap. One
 * for each kind of holder; thread-safe.
 */
public final class HeapBudget {
  /** What the program itself needs, with no session. */
  private static final long PROGRAM = 24L << 20;

  private final long limit;
  private final AtomicLong held = new AtomicLong();
  private final LongAdder dropped = new LongAdder();

  public HeapBudget(long limit) {
    this.limit = limit;
  }

  /** The budget of one part in {@code parts} of the heap that the program leaves. */
  public static HeapBudget ofHeap(int parts) {
    long max = Runtime.getRuntime().maxMemory();
    return new HeapBudget((max - Math.min(PROGRAM, max / 2)) / parts);
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
