package io.cablebridge.admin;

import io.cablebridge.monitoring.Sample;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How fast it went in the last sample.
 *
 * @param receivedPerSecond messages from the upstreams; null before the first sample
 * @param latencyP50Millis from the arrival of a message to the end of its writing; null if nothing
 *     was delivered
 */
public record Pace(
    @Nullable Double receivedPerSecond,
    @Nullable Double deliveredPerSecond,
    @Nullable Double droppedPerSecond,
    @Nullable Double gapsPerSecond,
    @Nullable Double latencyP50Millis,
    @Nullable Double latencyP99Millis) {

  static Pace of(List<Sample> trends) {
    if (trends.isEmpty()) {
      return new Pace(null, null, null, null, null, null);
    }
    Sample last = trends.get(trends.size() - 1);
    return new Pace(
        known(last.received()),
        known(last.delivered()),
        known(last.dropped()),
        known(last.gaps()),
        known(last.p50Millis()),
        known(last.p99Millis()));
  }

  /** JSON has no word for what is not a number. */
  static @Nullable Double known(double number) {
    return Double.isFinite(number) ? Math.round(number * 1_000) / 1_000.0 : null;
  }

  /** A number as a reader wants it: three digits or whole; a dash for none. */
  public static String text(@Nullable Double number) {
    if (number == null) {
      return "–";
    }
    return String.format(
        Locale.ROOT, number < 10 ? "%.2f" : number < 100 ? "%.1f" : "%,.0f", number);
  }

  /** For the page. */
  public String received() {
    return text(receivedPerSecond);
  }

  /** For the page. */
  public String delivered() {
    return text(deliveredPerSecond);
  }

  /** For the page. */
  public String dropped() {
    return text(droppedPerSecond);
  }

  /** For the page. */
  public String gaps() {
    return text(gapsPerSecond);
  }

  /** For the page. */
  public String p50() {
    return text(latencyP50Millis);
  }

  /** For the page. */
  public String p99() {
    return text(latencyP99Millis);
  }
}
