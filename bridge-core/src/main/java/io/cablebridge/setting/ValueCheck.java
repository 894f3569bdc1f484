package io.cablebridge.setting;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition that a value of the right type must meet.
 *
 * @param <T> the type of the value
 */
interface ValueCheck<T> {

  /** Why the value is invalid, as the rest of a sentence about the key; null if it is valid. */
  @Nullable String complaint(T value);

  /** Both bounds are allowed values. */
  static <T extends Comparable<T>> ValueCheck<T> range(ValueType<T> type, T min, T max) {
    return value -> {
      if (value.compareTo(min) < 0) {
        return "is " + type.format(value) + ", but must be at least " + type.format(min);
      }
      return value.compareTo(max) > 0
          ? "is " + type.format(value) + ", but must be at most " + type.format(max)
          : null;
    };
  }

  /** Each text of a list has this format; the complaint names the first that has not. */
  static ValueCheck<List<String>> each(TextFormat format) {
    return texts -> {
      for (String text : texts) {
        String complaint = format.complaint("has", text);
        if (complaint != null) {
          return complaint;
        }
      }
      return null;
    };
  }
}
