package io.cablebridge.metric;

import java.util.concurrent.atomic.LongAdder;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A histogram of durations in fixed buckets, as Prometheus uses them, with quantiles estimated like
 * Prometheus does. Recording allocates nothing and takes no lock. Thread-safe.
 */
public final class LatencyHistogram {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;

  private static final double[] LATENCY_MILLIS = {
    0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 60_000
  };
  private static final double[] LIFE_SECONDS = {1, 10, 60, 300, 900, 3_600, 14_400, 86_400};

  private final long[] bounds;
  private final LongAdder[] counts;
  private final LongAdder sum = new LongAdder();

  /** The bounds are in units of so many nanoseconds. */
  private LatencyHistogram(double[] bounds, long unit) {
    this.bounds = DoubleStream.of(bounds).mapToLong(bound -> Math.round(bound * unit)).toArray();
    this.counts =
        Stream.generate(LongAdder::new).limit(bounds.length + 1).toArray(LongAdder[]::new);
  }

  public static LatencyHistogram ofLatencies() {
    return new LatencyHistogram(LATENCY_MILLIS, MILLI);
  }

  public static LatencyHistogram ofLives() {
    return new LatencyHistogram(LIFE_SECONDS, SECOND);
  }

  public void record(long nanos) {
    int at = 0;
    while (at < bounds.length && nanos > bounds[at]) {
      at++;
    }
    counts[at].increment();
    sum.add(Math.max(0, nanos));
  }

  public Reading reading() {
    return new Reading(bounds, Stream.of(counts).mapToLong(LongAdder::sum).toArray(), sum.sum());
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
      DoubleStream finite = LongStream.of(bounds).mapToDouble(bound -> bound / (double) SECOND);
      return DoubleStream.concat(finite, DoubleStream.of(Double.POSITIVE_INFINITY)).toArray();
    }

    public long[] counts() {
      return counts.clone();
    }

    public double sumSeconds() {
      return sum / (double) SECOND;
    }

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
      long all = LongStream.of(counts).sum();
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
