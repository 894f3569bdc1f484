package io.cablebridge.admin.page;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A number that was measured. JSON contains it; a page shows three significant digits, or a whole
 * number, or a dash for null.
 */
public record NumberText(@JsonValue @Nullable Double number) {

  /** Rounded to three decimals; null for NaN and infinity, which JSON cannot express. */
  public static NumberText of(double number) {
    return new NumberText(Double.isFinite(number) ? Math.round(number * 1_000) / 1_000.0 : null);
  }

  @Override
  public String toString() {
    if (number == null) {
      return "–";
    }
    return String.format(
        Locale.ROOT, number < 10 ? "%.2f" : number < 100 ? "%.1f" : "%,.0f", number);
  }
}
