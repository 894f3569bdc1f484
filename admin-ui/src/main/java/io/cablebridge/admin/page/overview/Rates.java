package io.cablebridge.admin.page.overview;

import io.cablebridge.admin.page.NumberText;
import io.cablebridge.monitoring.Sample;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rates and latencies of the last sample.
 *
 * @param receivedPerSecond messages from the upstreams; null before the first sample
 * @param latencyP50Millis from the arrival of a message to the end of its write; null if nothing
 *     was delivered
 */
public record Rates(
    @Nullable Double receivedPerSecond,
    @Nullable Double deliveredPerSecond,
    @Nullable Double droppedPerSecond,
    @Nullable Double gapsPerSecond,
    @Nullable Double latencyP50Millis,
    @Nullable Double latencyP99Millis) {

  static Rates of(List<Sample> trends) {
    if (trends.isEmpty()) {
      return new Rates(null, null, null, null, null, null);
    }
    Sample last = trends.get(trends.size() - 1);
    return new Rates(
        NumberText.finite(last.received()),
        NumberText.finite(last.delivered()),
        NumberText.finite(last.dropped()),
        NumberText.finite(last.gaps()),
        NumberText.finite(last.p50Millis()),
        NumberText.finite(last.p99Millis()));
  }

  /** For the page. */
  public String received() {
    return NumberText.of(receivedPerSecond);
  }

  /** For the page. */
  public String delivered() {
    return NumberText.of(deliveredPerSecond);
  }

  /** For the page. */
  public String dropped() {
    return NumberText.of(droppedPerSecond);
  }

  /** For the page. */
  public String gaps() {
    return NumberText.of(gapsPerSecond);
  }

  /** For the page. */
  public String p50() {
    return NumberText.of(latencyP50Millis);
  }

  /** For the page. */
  public String p99() {
    return NumberText.of(latencyP99Millis);
  }
}
