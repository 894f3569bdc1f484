package io.cablebridge.admin;

import io.cablebridge.observe.Sample;
import java.util.List;
import java.util.Locale;

/**
 * The sessions of the last hour as a line in a drawing of 360 by 60; for who has no scripts.
 *
 * @param points as SVG's {@code polyline} wants them
 * @param least the fewest sessions of any sample
 * @param most the most
 */
public record Sparkline(String points, int samples, int least, int most) {
  private static final int WIDTH = 360;
  private static final int HEIGHT = 60;
  private static final int FULL = 360;

  static Sparkline of(List<Sample> trends) {
    int least = trends.stream().mapToInt(Sample::sessions).min().orElse(0);
    int most = trends.stream().mapToInt(Sample::sessions).max().orElse(0);
    StringBuilder points = new StringBuilder();
    int before = FULL - trends.size();
    for (int i = 0; i < trends.size(); i++) {
      double x = (before + i + 1) * (double) WIDTH / FULL;
      double y = HEIGHT - 2 - (HEIGHT - 4.0) * trends.get(i).sessions() / Math.max(1, most);
      points.append(String.format(Locale.ROOT, i == 0 ? "%.0f,%.1f" : " %.0f,%.1f", x, y));
    }
    return new Sparkline(points.toString(), trends.size(), least, most);
  }

  /** Whether there are enough samples for a line. */
  public boolean drawn() {
    return samples > 1;
  }
}
