package io.cablebridge.bench.load;

import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * Counts what the load client receives: messages, bytes, and the nanoseconds from write to read.
 * The load client's thread writes it; any thread reads it.
 */
public final class DeliveryRecorder {
  private final AtomicLong messages = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final SingleWriterRecorder latencies = new SingleWriterRecorder(60_000_000_000L, 3);

  void delivered(long nanos) {
    latencies.recordValue(Math.max(0, Math.min(nanos, 60_000_000_000L)));
    messages.lazySet(messages.get() + 1);
  }

  void bytesRead(int length) {
    bytes.lazySet(bytes.get() + length);
  }

  public long messages() {
    return messages.get();
  }

  public long bytes() {
    return bytes.get();
  }

  /** Returns the latencies since the last call. */
  public Histogram takeLatencies() {
    return latencies.getIntervalHistogram();
  }
}
