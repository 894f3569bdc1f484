package io.cablebridge.health;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.time.Time;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Records since when a condition has been true. Part of a {@link Check}; thread-safe. */
final class SinceTimer {
  private final Time time;

  @GuardedBy("this")
  private @Nullable Instant since;

  SinceTimer(Time time) {
    this.time = time;
  }

  /**
   * Since when the condition has been true, by the calls of this method; null if it is false now.
   */
  synchronized @Nullable Instant since(boolean condition) {
    if (!condition) {
      since = null;
    } else if (since == null) {
      since = time.now();
    }
    return since;
  }
}
