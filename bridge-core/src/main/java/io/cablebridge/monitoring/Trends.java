package io.cablebridge.monitoring;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.metric.LatencyHistogram;
import io.cablebridge.session.SessionRegistry;
import io.cablebridge.session.delivery.DeliveryCount;
import io.cablebridge.session.delivery.UpstreamState;
import io.cablebridge.session.diagnostics.ReadBy;
import io.cablebridge.session.diagnostics.SessionCounts;
import io.cablebridge.time.Time;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last hour of the bridge: one {@link Sample} every ten seconds. One for the process; the timer
 * samples, any thread reads.
 */
@Singleton
public final class Trends {
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final int MAX_SAMPLES = 360;
  private static final double NANOS = 1e9;

  private final SessionRegistry sessions;
  private final Time time;

  @GuardedBy("this")
  private final Deque<Sample> samples = new ArrayDeque<>();

  // The counts at the last sample; these fields belong to the timer thread.
  private long nanos;
  private long received;
  private long delivered;
  private long dropped;
  private long gaps;
  private LatencyHistogram.Reading latency;

  @Inject
  public Trends(SessionRegistry sessions, Time time) {
    this.sessions = sessions;
    this.time = time;
    this.nanos = time.nanos();
    this.latency = sessions.counters().delivery().latency().reading();
  }

  /** Starts to sample. */
  public void start() {
    time.every(INTERVAL, this::sample);
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
            time.now(),
            counts.get(ReadBy.SSE),
            counts.get(ReadBy.POLL),
            counts.get(ReadBy.NONE),
            counts.get(UpstreamState.OPEN),
            counts.get(UpstreamState.CONNECTING),
            counts.get(UpstreamState.RECONNECTING),
            (received - wasReceived) / seconds,
            (delivered - wasDelivered) / seconds,
            (dropped - wasDropped) / seconds,
            (gaps - wereGaps) / seconds,
            since.quantileMillis(0.5),
            since.quantileMillis(0.99));
    synchronized (this) {
      if (samples.size() == MAX_SAMPLES) {
        samples.removeFirst();
      }
      samples.addLast(sample);
    }
  }
}
