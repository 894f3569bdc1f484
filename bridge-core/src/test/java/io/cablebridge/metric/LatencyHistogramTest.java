package io.cablebridge.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
  private static final long MILLI = 1_000_000;
  private final LatencyHistogram times = LatencyHistogram.ofLatencies();

  @Test
  void nothingHasNoQuantile() {
    assertThat(times.reading().quantileMillis(0.5)).isNaN();
  }

  @Test
  void quantilesLieInTheClassOfWhatWasRecorded() {
    for (int i = 0; i < 98; i++) {
      times.record(3 * MILLI);
    }
    times.record(700 * MILLI);
    times.record(700 * MILLI);
    assertThat(times.reading().quantileMillis(0.5)).isBetween(2.5, 5.0);
    assertThat(times.reading().quantileMillis(0.99)).isBetween(500.0, 1_000.0);
  }

  @Test
  void anUpperBoundBelongsToItsClass() {
    times.record(MILLI);
    LatencyHistogram.Reading reading = times.reading();
    int of = Arrays.binarySearch(reading.bounds(), 0.001);
    assertThat(reading.counts()[of]).isEqualTo(1);
  }

  @Test
  void whatIsBeyondTheLastBoundIsCounted() {
    times.record(3_600_000 * MILLI);
    LatencyHistogram.Reading reading = times.reading();
    assertThat(reading.counts()[reading.counts().length - 1]).isEqualTo(1);
    assertThat(reading.bounds()[reading.bounds().length - 1]).isInfinite();
    assertThat(reading.quantileMillis(0.5)).isEqualTo(60_000);
  }

  @Test
  void aClockThatWentBackCountsAsNothing() {
    times.record(-5);
    assertThat(times.reading().sumSeconds()).isZero();
    assertThat(times.reading().counts()[0]).isEqualTo(1);
  }

  @Test
  void theTimeBetweenTwoReadingsIsKnown() {
    times.record(700 * MILLI);
    LatencyHistogram.Reading before = times.reading();
    times.record(2 * MILLI);
    LatencyHistogram.Reading since = times.reading().since(before);
    assertThat(since.quantileMillis(0.99)).isBetween(1.0, 2.5);
    assertThat(since.sumSeconds()).isCloseTo(0.002, within(1e-9));
  }
}
