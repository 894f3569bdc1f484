package io.cablebridge.admin.page.overview;

import io.cablebridge.admin.page.NumberText;
import io.cablebridge.monitoring.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * One chart of the last hour. The page's script draws its {@link #columns} with uPlot; this is its
 * legend: each line in words, for screen readers and for browsers without scripts. Fewer than two
 * samples make no line.
 */
public record Chart(String id, String title, boolean hasSamples, List<Line> lines) {

  /** Its column in {@code /api/trends}, its colour in the style sheet, its range in words. */
  public record Line(String column, String label, String colour, String words) {}

  static List<Chart> all(List<Sample> trends) {
    boolean hasSamples = trends.size() > 1;
    return List.of(
        new Chart(
            "sessions",
            "Sessions",
            hasSamples,
            List.of(
                new Line("sessions", "All", "accent", words(trends, Sample::sessions, "")),
                new Line("sse", "SSE", "good", words(trends, Sample::sse, "")),
                new Line("poll", "Poll", "wait", words(trends, Sample::poll, "")))),
        new Chart(
            "messages",
            "Messages per second",
            hasSamples,
            List.of(
                new Line("received", "Received", "accent", words(trends, Sample::received, "")),
                new Line("delivered", "Delivered", "good", words(trends, Sample::delivered, "")))),
        new Chart(
            "losses",
            "Drops and gaps per second",
            hasSamples,
            List.of(
                new Line("dropped", "Dropped", "bad", words(trends, Sample::dropped, "")),
                new Line("gaps", "Gaps", "accent", words(trends, Sample::gaps, "")))),
        new Chart(
            "latency",
            "Delivery latency in ms",
            hasSamples,
            List.of(
                new Line("p50_millis", "p50", "accent", words(trends, Sample::p50Millis, " ms")),
                new Line("p99_millis", "p99", "wait", words(trends, Sample::p99Millis, " ms")))));
  }

  /**
   * @param value NaN where nothing was measured
   */
  private static String words(List<Sample> trends, ToDoubleFunction<Sample> value, String unit) {
    double[] known = trends.stream().mapToDouble(value).filter(Double::isFinite).sorted().toArray();
    if (known.length == 0) {
      return "not measured yet";
    }
    double last = value.applyAsDouble(trends.get(trends.size() - 1));
    return text(known[0])
        + " to "
        + text(known[known.length - 1])
        + unit
        + ", now "
        + (Double.isFinite(last) ? text(last) + unit : "nothing to measure");
  }

  private static String text(double number) {
    return number == Math.rint(number)
        ? String.format(Locale.ROOT, "%,.0f", number)
        : new NumberText(number).toString();
  }

  /**
   * The last hour as columns by their names; all have the same length, oldest first. {@code at} is
   * in seconds since 1970.
   */
  public static Map<String, List<?>> columns(List<Sample> trends) {
    Map<String, List<?>> columns = new LinkedHashMap<>();
    columns.put("at", column(trends, sample -> sample.at().getEpochSecond()));
    columns.put("sse", column(trends, Sample::sse));
    columns.put("poll", column(trends, Sample::poll));
    columns.put("none", column(trends, Sample::none));
    columns.put("open", column(trends, Sample::open));
    columns.put("connecting", column(trends, Sample::connecting));
    columns.put("reconnecting", column(trends, Sample::reconnecting));
    columns.put("received", column(trends, sample -> NumberText.of(sample.received())));
    columns.put("delivered", column(trends, sample -> NumberText.of(sample.delivered())));
    columns.put("dropped", column(trends, sample -> NumberText.of(sample.dropped())));
    columns.put("gaps", column(trends, sample -> NumberText.of(sample.gaps())));
    columns.put("p50_millis", column(trends, sample -> NumberText.of(sample.p50Millis())));
    columns.put("p99_millis", column(trends, sample -> NumberText.of(sample.p99Millis())));
    return columns;
  }

  private static List<?> column(List<Sample> trends, Function<Sample, ?> value) {
    return trends.stream().map(value).toList();
  }
}
