package io.cablebridge.monitoring;

import io.cablebridge.metric.LatencyHistogram;
import io.cablebridge.session.SessionRegistry;
import io.cablebridge.session.delivery.DeliveryCount;
import io.cablebridge.session.diagnostics.SessionCounts;
import io.cablebridge.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last hour of the bridge, a {@link Sample} each ten seconds. One for the process; its timer's
 * task samples, anybody may read. Its monitor guards the samples.
 */
public final class Trends {
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final int MOST = 360;
  private static final double NANOS = 1e9;

  private final SessionRegistry sessions;
  private final Time time;
  private final Deque<Sample> samples = new ArrayDeque<>();

  // What the task saw last; its own.
  private long nanos;
  private long received;
  private long delivered;
  private long dropped;
  private long gaps;
  private LatencyHistogram.Reading latency;

  public Trends(SessionRegistry sessions, Time time) {
    this.sessions = sessions;
    this.time = time;
    this.nanos = time.nanos();
    this.latency = sessions.counters().delivery().latency().reading();
  }

  /** Begins to sample. */
  public void start() {
    time.every(EVERY, this::sample);
  }

  /** Oldest first. */
  public synchronized List<Sample> lastHour() {
    return List.copyOf(samples);
  }

  private void sample() {
    long before = nanos;
    nanos = time.nanos();
    double seconds = Math.max(1, nanos - before) / NANOS;
    LatencyHistogram.Reading now = sessions.counters().delivery().latency().reading();
    LatencyHistogram.Reading since = now.since(latency);
    latency = now;
    SessionCounts counts = sessions.counts();
    long wasReceived = received;
    long wasDelivered = delivered;
    long wasDropped = dropped;
    long wereGaps = gaps;
    received = sessions.counters().delivery().counts().get(DeliveryCount.MESSAGES_IN);
    delivered = sessions.counters().delivery().counts().get(DeliveryCount.MESSAGES_OUT);
    dropped = sessions.counters().delivery().drops().total();
    gaps = sessions.counters().delivery().counts().get(DeliveryCount.GAPS);
    Sample sample =
        new Sample(
            Instant.EPOCH.plus(Duration.ofNanos(time.wallNanos())),
            counts.sse(),
            counts.poll(),
            counts.none(),
            counts.open(),
            counts.connecting(),
            counts.reconnecting(),
            (received - wasReceived) / seconds,
            (delivered - wasDelivered) / seconds,
            (dropped - wasDropped) / seconds,
            (gaps - wereGaps) / seconds,
            since.quantileMillis(0.5),
            since.quantileMillis(0.99));
    synchronized (this) {
      if (samples.size() == MOST) {
        samples.removeFirst();
      }
      samples.addLast(sample);
    }
  }
}
