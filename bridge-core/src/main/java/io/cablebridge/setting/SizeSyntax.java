package io.cablebridge.setting;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers of bytes: {@code 64KiB}, {@code 1MiB}, {@code 1GiB}, or bytes without a unit. */
final class SizeSyntax {
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,10})(B|KiB|MiB|GiB)?");

  private SizeSyntax() {}

  static Integer parse(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new BadValueException(
          "is "
              + Quoting.quote(text)
              + ", which is not a size such as 64KiB, 1MiB or a plain number of bytes");
    }
    long bytes = Long.parseLong(matcher.group(1)) << shift(matcher.group(2));
    if (bytes > Integer.MAX_VALUE) {
      throw new BadValueException("is " + text + ", but must be less than 2GiB");
    }
    return (int) bytes;
  }

  private static int shift(@Nullable String unit) {
    if (unit == null) {
      return 0;
    }
    return switch (unit) {
      case "KiB" -> 10;
      case "MiB" -> 20;
      case "GiB" -> 30;
      default -> 0;
    };
  }

  static String format(Integer value) {
    String[] units = {"GiB", "MiB", "KiB"};
    for (String unit : units) {
      int size = 1 << shift(unit);
      if (value >= size && value % size == 0) {
        return value / size + unit;
      }
    }
    return Integer.toString(value);
  }
}
