package io.cablebridge.monitoring;

import io.cablebridge.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The limits of the bridge, and how often they were hit in the last hour, to the minute. One for
 * the process; its timer's task looks once a minute, anybody may read. Its monitor guards what the
 * minutes have left.
 */
public final class Limits {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int MINUTES = 60;

  private final List<Limit> limits;
  private final Incidents incidents;
  private final Time time;

  /** Hits of each limit at the ends of the last minutes; a ring. */
  private final long[][] ends;

  private int minute;

  public Limits(List<Limit> limits, Incidents incidents, Time time) {
    this.limits = List.copyOf(limits);
    this.incidents = incidents;
    this.time = time;
    this.ends = new long[limits.size()][MINUTES];
  }

  /** Begins to look. */
  public void start() {
    time.every(MINUTE, this::minute);
  }

  /** In the order in which they were given. */
  public synchronized List<LimitUse> now() {
    return IntStream.range(0, limits.size()).mapToObj(this::use).toList();
  }

  private LimitUse use(int index) {
    Limit limit = limits.get(index);
    long hits = limit.hits().getAsLong();
    // The place to be written next holds what was an hour ago, or zero in the first hour.
    long anHourAgo = ends[index][minute % MINUTES];
    return new LimitUse(
        limit.key(),
        limit.meaning(),
        limit.limit().getAsLong(),
        limit.used().getAsLong(),
        hits,
        hits - anHourAgo,
        limit.unit());
  }

  private void minute() {
    long[] more = new long[limits.size()];
    synchronized (this) {
      for (int i = 0; i < more.length; i++) {
        long hits = limits.get(i).hits().getAsLong();
        more[i] = hits - ends[i][(minute + MINUTES - 1) % MINUTES];
        ends[i][minute % MINUTES] = hits;
      }
      minute++;
    }
    for (int i = 0; i < more.length; i++) {
      if (more[i] > 0) {
        incidents.add(
            "warning", limits.get(i).key() + " was hit " + more[i] + " times in a minute.");
      }
    }
  }
}
