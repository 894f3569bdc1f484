package io.cablebridge.admin.page.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.monitoring.Sample;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The last hour as a drawing and in words. */
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
  void noPeakIsLost() {
    assertThat(p99(1, 8, 1, 1, 1, 1).path()).isEqualTo("M355,2.0h1L358,51.0");
  }

  @Test
  void linesOfOneChartHaveOneScale() {
    Chart chart = Chart.all(latencies(1, 1, 1, 1, 1, 1)).get(3);
    assertThat(chart.lines())
        .extracting(Chart.Line::path)
        .containsExactly("M355,30.0h1L358,30.0", "M355,2.0h1L358,2.0");
  }

  @Test
  void whereNothingWasMeasuredThereIsNoLine() {
    double none = Double.NaN;
    Chart.Line line = p99(4, 4, 4, none, none, none, 4, none, 4);
    assertThat(line.path()).isEqualTo("M352,2.0h1M358,2.0h1");
    assertThat(line.words()).isEqualTo("4 to 4 ms, now 4 ms");
    assertThat(p99(4, none).words()).isEqualTo("4 to 4 ms, now nothing to measure");
    assertThat(p99(none, none).words()).isEqualTo("not measured yet");
  }

  @Test
  void oneSampleIsNoLineYet() {
    assertThat(Chart.all(latencies(4))).noneMatch(Chart::drawn);
    assertThat(Chart.all(latencies(4, 4))).allMatch(Chart::drawn);
  }
}
