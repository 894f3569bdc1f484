package io.cablebridge.metric;

import java.util.concurrent.atomic.LongAdder;

/**
 * How long something takes: counts in fixed classes, as Prometheus wants them, from which quantiles
 * are estimated as it would. Recording allocates nothing and takes no lock. Thread-safe.
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

  /** For what should take milliseconds, and may take a minute. */
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

  /** For what lasts seconds, or days. */
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

  /** Counts one that took so many nanoseconds. */
  public void record(long nanos) {
    int at = 0;
    while (at < bounds.length && nanos > bounds[at]) {
      at++;
    }
    counts[at].increment();
    sum.add(Math.max(0, nanos));
  }

  /** As it is now. */
  public Reading reading() {
    long[] now = new long[counts.length];
    for (int i = 0; i < now.length; i++) {
      now[i] = counts[i].sum();
    }
    return new Reading(bounds, now, sum.sum());
  }

  /** A distribution as it was at a moment. Immutable; its arrays are not to be written to. */
  public static final class Reading {
    private final long[] bounds;
    private final long[] counts;
    private final long sum;

    private Reading(long[] bounds, long[] counts, long sum) {
      this.bounds = bounds;
      this.counts = counts;
      this.sum = sum;
    }

    /** The upper bounds of the classes in seconds, infinity as the last. */
    public double[] bounds() {
      double[] seconds = new double[counts.length];
      for (int i = 0; i < bounds.length; i++) {
        seconds[i] = bounds[i] / (double) SECOND;
      }
      seconds[bounds.length] = Double.POSITIVE_INFINITY;
      return seconds;
    }

    /** How many fell into each class. */
    public long[] counts() {
      return counts.clone();
    }

    /** All that was recorded, in seconds. */
    public double sumSeconds() {
      return sum / (double) SECOND;
    }

    /** What has come since an earlier reading of the same distribution. */
    public Reading since(Reading earlier) {
      long[] more = counts.clone();
      for (int i = 0; i < more.length; i++) {
        more[i] -= earlier.counts[i];
      }
      return new Reading(bounds, more, sum - earlier.sum);
    }

    /**
     * Under this many milliseconds a share of them stayed, estimated within a class as if they lay
     * evenly in it; what is beyond the last class counts as its bound. NaN when there is nothing.
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
