package io.cablebridge.admin.page;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;

/**
 * A duration in whole seconds. JSON contains the number; a page shows the two largest units, such
 * as {@code 3 h 12 m}.
 */
public record DurationText(@JsonValue long seconds) {

  /** A negative duration, of a clock that was set back, gives zero. */
  public static DurationText of(Duration duration) {
    return new DurationText(Math.max(0, duration.toSeconds()));
  }

  @Override
  public String toString() {
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3_600) {
      return seconds / 60 + " m " + seconds % 60 + " s";
    }
    if (seconds < 86_400) {
      return seconds / 3_600 + " h " + seconds / 60 % 60 + " m";
    }
    return seconds / 86_400 + " d " + seconds / 3_600 % 24 + " h";
  }
}
