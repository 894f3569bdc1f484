package io.cablebridge.monitoring;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.metric.LatencyHistogram.Reading;
import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.SessionRegistry;
import io.cablebridge.session.delivery.DeliveryCount;
import io.cablebridge.session.delivery.DeliveryCounters;
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

  /** At the last sample; the timer thread writes it. */
  @GuardedBy("this")
  private Totals last;

  /** At the sample before it. */
  @GuardedBy("this")
  private Totals secondLast;

  /** Counts since the start. */
  private record Totals(
      long nanos, long received, long delivered, long dropped, long gaps, Reading latency) {}

  @Inject
  public Trends(SessionRegistry sessions, Time time) {
    this.sessions = sessions;
    this.time = time;
    this.last = totals();
    this.secondLast = last;
  }

  public void start() {
    time.every(INTERVAL, this::sample);
  }

  /** Oldest first. */
  public synchronized List<Sample> lastHour() {
    return List.copyOf(samples);
  }

  /** Counted until now from the last sample but one, so that a new sample hides nothing. */
  public RecentLosses recentLosses() {
    Totals before;
    synchronized (this) {
      before = secondLast;
    }
    Totals now = totals();
    return new RecentLosses(
        Duration.ofNanos(now.nanos - before.nanos),
        now.received - before.received,
        now.dropped - before.dropped);
  }

  private Totals totals() {
    DeliveryCounters delivery = sessions.counters().delivery();
    return new Totals(
        time.nanos(),
        delivery.counts().get(DeliveryCount.MESSAGES_IN),
        delivery.counts().get(DeliveryCount.MESSAGES_OUT),
        delivery.drops().total(),
        delivery.counts().get(DeliveryCount.GAPS),
        delivery.latency().reading());
  }

  private void sample() {
    Totals before;
    Totals now = totals();
    synchronized (this) {
      before = last;
      secondLast = before;
      last = now;
    }
    double seconds = Math.max(1, now.nanos - before.nanos) / NANOS;
    Reading latency = now.latency.since(before.latency);
    SessionCounts counts = sessions.directory().counts();
    Sample sample =
        new Sample(
            time.now(),
            counts.get(ReadBy.SSE),
            counts.get(ReadBy.POLL),
            counts.get(ReadBy.NONE),
            counts.get(UpstreamState.OPEN),
            counts.get(UpstreamState.CONNECTING),
            counts.get(UpstreamState.RECONNECTING),
            (now.received - before.received) / seconds,
            (now.delivered - before.delivered) / seconds,
            (now.dropped - before.dropped) / seconds,
            (now.gaps - before.gaps) / seconds,
            latency.quantileMillis(0.5),
            latency.quantileMillis(0.99));
    synchronized (this) {
      if (samples.size() == MAX_SAMPLES) {
        samples.removeFirst();
      }
      samples.addLast(sample);
    }
  }
}
