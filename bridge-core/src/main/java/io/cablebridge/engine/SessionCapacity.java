package io.cablebridge.engine;

import io.cablebridge.bounded.HeapShare;
import io.cablebridge.health.FileDescriptors;

/**
 * How many sessions this process has room for, whatever the configuration says.
 *
 * @param byFiles the sessions that the limit of open files leaves room for
 * @param byHeap the idle sessions that half of the heap leaves room for
 */
public record SessionCapacity(int byFiles, int byHeap) {
  /** Heap of an idle session, about. */
  private static final long HEAP_OF_ONE = 8 * 1024;

  private static final int PART_OF_HEAP = 2;

  public static SessionCapacity ofThisProcess() {
    long byHeap = HeapShare.usable() / PART_OF_HEAP / HEAP_OF_ONE;
    return new SessionCapacity(
        FileDescriptors.ofThisProcess().maxSessions(), (int) Math.min(Integer.MAX_VALUE, byHeap));
  }

  public int sessions() {
    return Math.min(byFiles, byHeap);
  }
}
