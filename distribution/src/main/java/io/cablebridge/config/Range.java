package io.cablebridge.config;

import org.jspecify.annotations.Nullable;

/**
 * Both bounds belong to the range.
 *
 * @param type how a value is written
 * @param min the least value
 * @param max the greatest value
 * @param <T> the type of the value
 */
record Range<T extends Comparable<T>>(ValueType<T> type, T min, T max) implements Check<T> {
  @Override
  public @Nullable String complaint(T value) {
    if (value.compareTo(min) < 0) {
      return "is " + type.format(value) + ", but must be at least " + type.format(min);
    }
    if (value.compareTo(max) > 0) {
      return "is " + type.format(value) + ", but must be at most " + type.format(max);
    }
    return null;
  }

  @Override
  public String bounds() {
    return type.format(min) + " to " + type.format(max);
  }
}
