package io.cablebridge.metric;

import java.util.concurrent.atomic.LongAdder;

/**
 * A histogram of durations in fixed buckets, as Prometheus uses them, with quantiles estimated like
 * Prometheus does. Recording allocates nothing and takes no lock. Thread-safe.
 */
public final class LatencyHistogram {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;

  private final long[] bounds;
  private final LongAdder[] counts;
  private final LongAdder sum = new LongAdder();

  private LatencyHistogram(long... bounds) {
    this.bounds = bounds;
    this.counts = new LongAdder[bounds.length + 1];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new LongAdder();
    }
  }

  /** Buckets for durations of milliseconds up to a minute. */
  public static LatencyHistogram ofLatencies() {
    return new LatencyHistogram(
        MILLI / 10,
        MILLI / 4,
        MILLI / 2,
        MILLI,
        5 * MILLI / 2,
        5 * MILLI,
        10 * MILLI,
        25 * MILLI,
        50 * MILLI,
        100 * MILLI,
        250 * MILLI,
        500 * MILLI,
        SECOND,
        5 * SECOND / 2,
        5 * SECOND,
        10 * SECOND,
        60 * SECOND);
  }

  /** Buckets for durations of seconds up to days. */
  public static LatencyHistogram ofLives() {
    return new LatencyHistogram(
        SECOND,
        10 * SECOND,
        60 * SECOND,
        300 * SECOND,
        900 * SECOND,
        3_600 * SECOND,
        4 * 3_600 * SECOND,
        24 * 3_600 * SECOND);
  }

  /** Counts one duration in nanoseconds. */
  public void record(long nanos) {
    int at = 0;
    while (at < bounds.length && nanos > bounds[at]) {
      at++;
    }
    counts[at].increment();
    sum.add(Math.max(0, nanos));
  }

  /** The current counts. */
  public Reading reading() {
    long[] now = new long[counts.length];
    for (int i = 0; i < now.length; i++) {
      now[i] = counts[i].sum();
    }
    return new Reading(bounds, now, sum.sum());
  }

  /** The counts at one moment. Immutable; do not modify its arrays. */
  public static final class Reading {
    private final long[] bounds;
    private final long[] counts;
    private final long sum;

    private Reading(long[] bounds, long[] counts, long sum) {
      this.bounds = bounds;
      this.counts = counts;
      this.sum = sum;
    }

    /** The upper bounds of the buckets in seconds; the last is infinity. */
    public double[] bounds() {
      double[] seconds = new double[counts.length];
      for (int i = 0; i < bounds.length; i++) {
        seconds[i] = bounds[i] / (double) SECOND;
      }
      seconds[bounds.length] = Double.POSITIVE_INFINITY;
      return seconds;
    }

    /** The count of each bucket. */
    public long[] counts() {
      return counts.clone();
    }

    /** The sum of all durations in seconds. */
    public double sumSeconds() {
      return sum / (double) SECOND;
    }

    /** The difference to an earlier reading of the same histogram. */
    public Reading since(Reading earlier) {
      long[] more = counts.clone();
      for (int i = 0; i < more.length; i++) {
        more[i] -= earlier.counts[i];
      }
      return new Reading(bounds, more, sum - earlier.sum);
    }

    /**
     * A quantile in milliseconds, interpolated linearly within its bucket; the bound of the last
     * finite bucket for values beyond it. NaN without any.
     *
     * @param share such as 0.99
     */
    public double quantileMillis(double share) {
      long all = 0;
      for (long count : counts) {
        all += count;
      }
      if (all == 0) {
        return Double.NaN;
      }
      double rank = share * all;
      long below = 0;
      for (int i = 0; i < bounds.length; i++) {
        if (below + counts[i] >= rank && counts[i] > 0) {
          double from = i == 0 ? 0 : bounds[i - 1];
          return (from + (bounds[i] - from) * ((rank - below) / counts[i])) / MILLI;
        }
        below += counts[i];
      }
      return bounds[bounds.length - 1] / (double) MILLI;
    }
  }
}
