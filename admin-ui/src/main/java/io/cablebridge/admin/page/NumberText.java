package io.cablebridge.admin.page;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers that were measured, as JSON and pages show them. */
public final class NumberText {
  private NumberText() {}

  /** Rounded to three decimals; null for NaN and infinity, which JSON cannot express. */
  public static @Nullable Double finite(double number) {
    return Double.isFinite(number) ? Math.round(number * 1_000) / 1_000.0 : null;
  }

  /** Three significant digits, or a whole number; a dash for null. */
  public static String of(@Nullable Double number) {
    if (number == null) {
      return "–";
    }
    return String.format(
        Locale.ROOT, number < 10 ? "%.2f" : number < 100 ? "%.1f" : "%,.0f", number);
  }
}
