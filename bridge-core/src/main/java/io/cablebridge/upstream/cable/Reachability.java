package io.cablebridge.upstream.cable;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.time.Time;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether Rails can be reached, as seen by all upstreams of the process. Rails counts as
 * unreachable from the first failure without an open upstream until its next answer; a refusal is
 * an answer. Without any session that needs Rails, Rails does not count as unreachable. Created by
 * {@link CableClient}; its own monitor guards it, under which it calls nothing.
 */
public final class Reachability {
  private final Time time;
  private final CableCounters counters;

  /** Upstreams that have a connection or need one. */
  @GuardedBy("this")
  private int upstreams;

  @GuardedBy("this")
  private int open;

  @GuardedBy("this")
  private @Nullable Outage outage;

  private record Outage(long nanos, Instant since) {}

  Reachability(Time time, CableCounters counters) {
    this.time = time;
    this.counters = counters;
  }

  /** Since when Rails has been unreachable, if for at least this time; else null. */
  public synchronized @Nullable Instant unreachableForLongerThan(Duration grace) {
    return outage != null && time.nanos() - outage.nanos() >= grace.toNanos()
        ? outage.since()
        : null;
  }

  synchronized void begun() {
    upstreams++;
  }

  synchronized void welcomed() {
    counters.connects().increment(ConnectResult.WELCOMED);
    open++;
    outage = null;
  }

  synchronized void refused() {
    counters.connects().increment(ConnectResult.REFUSED);
    outage = null;
  }

  synchronized void lost() {
    open--;
    missed();
  }

  synchronized void failed() {
    counters.connects().increment(ConnectResult.FAILED);
    missed();
  }

  @GuardedBy("this")
  private void missed() {
    if (open == 0 && outage == null) {
      outage = new Outage(time.nanos(), time.now());
    }
  }

  synchronized void ended(boolean welcomed) {
    upstreams--;
    if (welcomed) {
      open--;
    }
    if (upstreams == 0) {
      outage = null;
    }
  }
}
