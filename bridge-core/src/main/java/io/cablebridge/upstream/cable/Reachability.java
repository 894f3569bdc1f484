package io.cablebridge.upstream.cable;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.time.Time;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether Rails can be reached, as all upstreams of the process together see it. Rails is away from
 * the first failure with no upstream open, until it answers anyone; a refusal is an answer. While
 * nobody wants a connection nothing is known, and nothing is held against Rails.
 *
 * <p>Made by {@link CableClient}, told by its upstreams; its own monitor guards it, under which it
 * calls nobody.
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
  private @Nullable Away away;

  private record Away(long nanos, Instant since) {}

  Reachability(Time time, CableCounters counters) {
    this.time = time;
    this.counters = counters;
  }

  /** Since when Rails has been away, if that is at least so long; null otherwise. */
  public synchronized @Nullable Instant awayForLongerThan(Duration grace) {
    return away != null && time.nanos() - away.nanos() >= grace.toNanos() ? away.since() : null;
  }

  synchronized void begun() {
    upstreams++;
  }

  synchronized void welcomed() {
    counters.connects().increment(ConnectResult.WELCOMED);
    open++;
    away = null;
  }

  /** Rails does not want this session; it is there, though. */
  synchronized void refused() {
    counters.connects().increment(ConnectResult.REFUSED);
    away = null;
  }

  /** A welcomed connection was lost. */
  synchronized void lost() {
    open--;
    missed();
  }

  /** A try to connect has failed. */
  synchronized void failed() {
    counters.connects().increment(ConnectResult.FAILED);
    missed();
  }

  @GuardedBy("this")
  private void missed() {
    if (open == 0 && away == null) {
      away = new Away(time.nanos(), time.now());
    }
  }

  /** A session has ended, and wants no connection any more. */
  synchronized void ended(boolean welcomed) {
    upstreams--;
    if (welcomed) {
      open--;
    }
    if (upstreams == 0) {
      away = null;
    }
  }
}
