package io.cablebridge.bench.load;

import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * What the load client has received: messages, bytes, and the nanoseconds from the sender's write
 * to the client's read. Written by the load client's thread, read by any.
 */
public final class DeliveryRecorder {
  private final AtomicLong messages = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final SingleWriterRecorder latencies = new SingleWriterRecorder(60_000_000_000L, 3);

  void delivered(long nanos) {
    latencies.recordValue(Math.max(0, Math.min(nanos, 60_000_000_000L)));
    messages.lazySet(messages.get() + 1);
  }

  void read(int length) {
    bytes.lazySet(bytes.get() + length);
  }

  public long messages() {
    return messages.get();
  }

  public long bytes() {
    return bytes.get();
  }

  /** The latencies since the last call. */
  public Histogram takeLatencies() {
    return latencies.getIntervalHistogram();
  }
}
