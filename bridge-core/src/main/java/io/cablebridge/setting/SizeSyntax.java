package io.cablebridge.setting;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes: {@code 64KiB}, {@code 1MiB}, {@code 1GiB}, or bytes without a unit. */
final class SizeSyntax {
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,10})(KiB|MiB|GiB|B?)");

  /** Each unit is 1,024 times the one before. */
  private static final List<String> UNITS = List.of("", "KiB", "MiB", "GiB");

  private SizeSyntax() {}

  static Integer parse(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new BadValueException(
          text, "which is not a size such as 64KiB, 1MiB or a plain number of bytes");
    }
    int unit = Math.max(0, UNITS.indexOf(matcher.group(2)));
    long bytes = Long.parseLong(matcher.group(1)) << (10 * unit);
    if (bytes > Integer.MAX_VALUE) {
      throw new BadValueException("is " + text + ", but must be less than 2GiB");
    }
    return (int) bytes;
  }

  /** In the largest unit of which the value is a whole number. */
  static String format(Integer value) {
    int unit = value == 0 ? 0 : Integer.numberOfTrailingZeros(value) / 10;
    return (value >> (10 * unit)) + UNITS.get(unit);
  }
}
