package io.cablebridge.admin.page.overview;

import io.cablebridge.admin.page.NumberText;
import io.cablebridge.monitoring.Sample;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * One picture of the last hour: lines on one scale that begins at zero, in a drawing of 360 by 60
 * for who has no scripts, and the same in words for who sees no drawing. With scripts the page
 * draws the columns of {@link TrendsView} in its place.
 *
 * @param id of its elements
 * @param drawn whether there are enough samples for a line
 */
public record Chart(String id, String title, boolean drawn, List<Line> lines) {
  private static final int HEIGHT = 60;
  private static final int FULL = 360;

  /** Samples that are one point of the drawing, the highest of them: no peak is lost. */
  private static final int POINT = 3;

  /**
   * One line.
   *
   * @param column its name in {@code /api/trends}
   * @param colour the variable of the style sheet that has it
   * @param path as SVG wants it; interrupted where nothing was measured, empty if nothing ever was
   * @param words between what it was and what it is now
   */
  public record Line(String column, String label, String colour, String path, String words) {}

  /** What a line is of a sample; NaN where nothing was measured. */
  private record Course(
      String column, String label, String colour, String unit, ToDoubleFunction<Sample> value) {}

  static List<Chart> all(List<Sample> trends) {
    return List.of(
        of(
            trends,
            "sessions",
            "Sessions",
            new Course("sessions", "All", "accent", "", Sample::sessions),
            new Course("sse", "SSE", "good", "", Sample::sse),
            new Course("poll", "Poll", "wait", "", Sample::poll)),
        of(
            trends,
            "messages",
            "Messages per second",
            new Course("received", "Received", "accent", "", Sample::received),
            new Course("delivered", "Delivered", "good", "", Sample::delivered)),
        of(
            trends,
            "losses",
            "Drops and gaps per second",
            new Course("dropped", "Dropped", "bad", "", Sample::dropped),
            new Course("gaps", "Gaps", "accent", "", Sample::gaps)),
        of(
            trends,
            "latency",
            "Delivery latency in ms",
            new Course("p50_millis", "p50", "accent", " ms", Sample::p50Millis),
            new Course("p99_millis", "p99", "wait", " ms", Sample::p99Millis)));
  }

  private static Chart of(List<Sample> trends, String id, String title, Course... courses) {
    return new Chart(id, title, trends.size() > 1, lines(trends, List.of(courses)));
  }

  private static List<Line> lines(List<Sample> trends, List<Course> courses) {
    double most =
        courses.stream()
            .flatMapToDouble(course -> trends.stream().mapToDouble(course.value()))
            .filter(Double::isFinite)
            .max()
            .orElse(0);
    return courses.stream()
        .map(
            course ->
                new Line(
                    course.column(),
                    course.label(),
                    course.colour(),
                    path(trends, course.value(), most > 0 ? most : 1),
                    words(trends, course)))
        .toList();
  }

  private static String path(List<Sample> trends, ToDoubleFunction<Sample> value, double most) {
    StringBuilder path = new StringBuilder();
    int before = FULL - trends.size();
    boolean draws = false;
    for (int i = 0; i < trends.size(); i += POINT) {
      double highest =
          trends.subList(i, Math.min(trends.size(), i + POINT)).stream()
              .mapToDouble(value)
              .filter(Double::isFinite)
              .max()
              .orElse(Double.NaN);
      boolean known = Double.isFinite(highest);
      if (known) {
        double y = HEIGHT - 2 - (HEIGHT - 4) * highest / most;
        path.append(
            String.format(Locale.ROOT, draws ? "L%d,%.1f" : "M%d,%.1fh1", before + i + 1, y));
      }
      draws = known;
    }
    return path.toString();
  }

  private static String words(List<Sample> trends, Course course) {
    double[] known =
        trends.stream().mapToDouble(course.value()).filter(Double::isFinite).sorted().toArray();
    if (known.length == 0) {
      return "not measured yet";
    }
    double last = course.value().applyAsDouble(trends.get(trends.size() - 1));
    return text(known[0])
        + " to "
        + text(known[known.length - 1])
        + course.unit()
        + ", now "
        + (Double.isFinite(last) ? text(last) + course.unit() : "nothing to measure");
  }

  private static String text(double number) {
    return number == Math.rint(number)
        ? String.format(Locale.ROOT, "%,.0f", number)
        : NumberText.of(number);
  }
}
