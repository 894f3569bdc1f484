package io.cablebridge.admin.page.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.monitoring.Sample;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The last hour in words. */
class ChartTest {

  private static List<Sample> latencies(double... millis) {
    return Arrays.stream(millis)
        .mapToObj(each -> new Sample(Instant.EPOCH, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.5, each))
        .toList();
  }

  /** The slow one of the two lines of the last chart. */
  private static Chart.Line p99(double... millis) {
    return Chart.all(latencies(millis)).get(3).lines().get(1);
  }

  @Test
  void aPeakIsPartOfTheRange() {
    assertThat(p99(1, 8, 1, 1, 1, 1).words()).isEqualTo("1 to 8 ms, now 1 ms");
  }

  @Test
  void samplesWithoutAMeasurementAreLeftOut() {
    double none = Double.NaN;
    assertThat(p99(4, 4, 4, none, none, none, 4, none, 4).words()).isEqualTo("4 to 4 ms, now 4 ms");
    assertThat(p99(4, none).words()).isEqualTo("4 to 4 ms, now nothing to measure");
    assertThat(p99(none, none).words()).isEqualTo("not measured yet");
  }

  @Test
  void oneSampleIsNoLineYet() {
    assertThat(Chart.all(latencies(4))).noneMatch(Chart::hasSamples);
    assertThat(Chart.all(latencies(4, 4))).allMatch(Chart::hasSamples);
  }
}
