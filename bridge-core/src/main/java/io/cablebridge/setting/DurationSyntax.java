package io.cablebridge.setting;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations with their unit: {@code 30s}, {@code 500ms}, {@code 2m}, {@code 1h}, {@code 1m30s},
 * {@code 1.5s}. Zero needs no unit. The syntax is that of Go's {@code time.ParseDuration}, without
 * negative values.
 */
final class DurationSyntax {
  private static final Pattern WHOLE =
      Pattern.compile("(?:[0-9]{1,12}(?:\\.[0-9]{1,9})?(?:ns|us|µs|ms|s|m|h))+");
  private static final Pattern PART = Pattern.compile("([0-9.]+)([a-zµ]+)");
  private static final Pattern BARE = Pattern.compile("[0-9]+(?:\\.[0-9]+)?");
  private static final BigDecimal MAX_NANOS = BigDecimal.valueOf(Long.MAX_VALUE);

  private DurationSyntax() {}

  /** The value; 292 years for a longer one, which no setting allows. */
  static Duration parse(String text) {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    if (BARE.matcher(text).matches()) {
      throw new BadValueException(
          "is " + text + " without a unit; write " + text + "s or " + text + "ms");
    }
    if (text.length() > 64 || !WHOLE.matcher(text).matches()) {
      throw new BadValueException(text, "which is not a duration such as 500ms, 30s, 2m or 1h");
    }
    BigDecimal nanos = BigDecimal.ZERO;
    for (Matcher part = PART.matcher(text); part.find(); ) {
      BigDecimal unit = BigDecimal.valueOf(nanosPer(part.group(2)));
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit));
    }
    return Duration.ofNanos(nanos.min(MAX_NANOS).setScale(0, RoundingMode.HALF_UP).longValue());
  }

  private static long nanosPer(String unit) {
    return switch (unit) {
      case "ns" -> 1L;
      case "us", "µs" -> 1_000L;
      case "ms" -> 1_000_000L;
      case "s" -> 1_000_000_000L;
      case "m" -> 60_000_000_000L;
      default -> 3_600_000_000_000L;
    };
  }

  static String format(Duration value) {
    long nanos = value.toNanos();
    for (String unit : new String[] {"h", "m", "s", "ms", "us"}) {
      if (nanos > 0 && nanos % nanosPer(unit) == 0) {
        return nanos / nanosPer(unit) + unit;
      }
    }
    return nanos == 0 ? "0s" : nanos + "ns";
  }
}
