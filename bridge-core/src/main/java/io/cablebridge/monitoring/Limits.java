package io.cablebridge.monitoring;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.metric.Limit;
import io.cablebridge.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The limits of the bridge and how often they were hit in the last hour, to the minute. A limit
 * that was hit becomes an incident. One for the process; thread-safe.
 */
public final class Limits {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Incidents incidents;
  private final Time time;

  @GuardedBy("this")
  private final List<Watched> limits = new ArrayList<>();

  public Limits(Incidents incidents, Time time) {
    this.incidents = incidents;
    this.time = time;
  }

  /** A limit with its hits at the end of each of the last 60 minutes, as a ring. */
  private static final class Watched {
    private final Limit limit;
    private final long[] hitsAtMinute = new long[60];
    private int minutes;

    Watched(Limit limit) {
      this.limit = limit;
    }

    LimitUse use() {
      long hits = limit.hits().getAsLong();
      // The slot to be written next holds the hits of an hour ago, or zero in the first hour.
      long anHourAgo = hitsAtMinute[minutes % hitsAtMinute.length];
      return new LimitUse(
          limit.key(),
          limit.meaning(),
          limit.limit().getAsLong(),
          limit.used().getAsLong(),
          hits,
          hits - anHourAgo,
          limit.unit());
    }

    /** Ends a minute; returns the hits in it. */
    long endMinute() {
      int length = hitsAtMinute.length;
      long hits = limit.hits().getAsLong();
      long inMinute = hits - hitsAtMinute[(minutes + length - 1) % length];
      hitsAtMinute[minutes % length] = hits;
      minutes++;
      return inMinute;
    }
  }

  /** Watches more limits, which are listed after the others. */
  public synchronized void add(List<Limit> more) {
    more.forEach(limit -> limits.add(new Watched(limit)));
  }

  public void start() {
    time.every(MINUTE, this::endMinute);
  }

  public synchronized List<LimitUse> now() {
    return limits.stream().map(Watched::use).toList();
  }

  private void endMinute() {
    Map<String, Long> hit = new LinkedHashMap<>();
    synchronized (this) {
      limits.forEach(each -> hit.put(each.limit.key(), each.endMinute()));
    }
    hit.values().removeIf(hits -> hits == 0);
    hit.forEach(
        (key, hits) ->
            incidents.add(Severity.WARNING, key + " was hit " + hits + " times in a minute."));
  }
}
