package io.cablebridge.session.delivery;

import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.bounded.HeapShare;
import io.cablebridge.metric.Limit;
import io.cablebridge.protocol.Transport;
import java.time.Duration;

/**
 * The bytes that are being written to clients, which have not read them yet: a share of the heap
 * for all of them together. While it is used up, large events wait in the backlogs, and a write
 * that lasts too long ends its response. Small deliveries are always written: the number of
 * sessions bounds them. One for the process, in {@link DeliveryCounters}; thread-safe.
 */
public final class WriteBudget {
  /** The most bytes of a small delivery. */
  static final int SMALL = 4096;

  private static final long MAX_NANOS = Duration.ofSeconds(5).toNanos();

  private final HeapBudget bytes = HeapBudget.of(HeapShare.WRITES);

  /** Counts a write that begins, or with a negative number one that is over. */
  public void add(int written) {
    if (Math.abs(written) > SMALL) {
      bytes.add(written);
    }
  }

  /** Whether a listener takes small events only. Polls leave half of the budget to streams. */
  boolean isShort(Transport transport) {
    return bytes.held() > (transport == Transport.POLL ? bytes.limit() / 2 : bytes.limit());
  }

  /** Whether a write of this size, which has lasted this long, must make room; counts it. */
  boolean ends(int written, long nanos) {
    boolean ends = written > SMALL && nanos > MAX_NANOS && bytes.isExceeded();
    if (ends) {
      bytes.countDropped();
    }
    return ends;
  }

  public Limit asLimit() {
    return new Limit(
        HeapShare.WRITES.key(),
        "Bytes on their way to clients that have not read them yet"
            + HeapShare.WRITES.ofHeap()
            + "; then large events wait, and slow streams end.",
        bytes::limit,
        bytes::held,
        bytes::dropped,
        "bytes");
  }
}
