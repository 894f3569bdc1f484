package io.cablebridge.admin.page.overview;

import io.cablebridge.admin.page.NumberText;
import io.cablebridge.monitoring.Sample;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * One chart of the last hour. The page's script draws the columns of {@link TrendsView} with uPlot;
 * this is its legend: each line in words, for screen readers and for browsers without scripts.
 *
 * @param id of its elements
 * @param hasSamples whether there are enough samples for a line
 */
public record Chart(String id, String title, boolean hasSamples, List<Line> lines) {

  /**
   * One line.
   *
   * @param column its name in {@code /api/trends}
   * @param colour the variable of the style sheet that holds its colour
   * @param words its range and its current value
   */
  public record Line(String column, String label, String colour, String words) {}

  /**
   * How to read a line from a sample.
   *
   * @param value NaN where nothing was measured
   */
  private record Series(
      String column, String label, String colour, String unit, ToDoubleFunction<Sample> value) {}

  static List<Chart> all(List<Sample> trends) {
    return List.of(
        of(
            trends,
            "sessions",
            "Sessions",
            new Series("sessions", "All", "accent", "", Sample::sessions),
            new Series("sse", "SSE", "good", "", Sample::sse),
            new Series("poll", "Poll", "wait", "", Sample::poll)),
        of(
            trends,
            "messages",
            "Messages per second",
            new Series("received", "Received", "accent", "", Sample::received),
            new Series("delivered", "Delivered", "good", "", Sample::delivered)),
        of(
            trends,
            "losses",
            "Drops and gaps per second",
            new Series("dropped", "Dropped", "bad", "", Sample::dropped),
            new Series("gaps", "Gaps", "accent", "", Sample::gaps)),
        of(
            trends,
            "latency",
            "Delivery latency in ms",
            new Series("p50_millis", "p50", "accent", " ms", Sample::p50Millis),
            new Series("p99_millis", "p99", "wait", " ms", Sample::p99Millis)));
  }

  private static Chart of(List<Sample> trends, String id, String title, Series... series) {
    return new Chart(
        id, title, trends.size() > 1, Stream.of(series).map(each -> line(trends, each)).toList());
  }

  private static Line line(List<Sample> trends, Series series) {
    return new Line(series.column(), series.label(), series.colour(), words(trends, series));
  }

  private static String words(List<Sample> trends, Series series) {
    double[] known =
        trends.stream().mapToDouble(series.value()).filter(Double::isFinite).sorted().toArray();
    if (known.length == 0) {
      return "not measured yet";
    }
    double last = series.value().applyAsDouble(trends.get(trends.size() - 1));
    return text(known[0])
        + " to "
        + text(known[known.length - 1])
        + series.unit()
        + ", now "
        + (Double.isFinite(last) ? text(last) + series.unit() : "nothing to measure");
  }

  private static String text(double number) {
    return number == Math.rint(number)
        ? String.format(Locale.ROOT, "%,.0f", number)
        : NumberText.of(number);
  }
}
