package io.cablebridge.health;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.time.Time;
import org.jspecify.annotations.Nullable;

/**
 * Records since when a problem has lasted, by the calls of {@link #problem}. Part of a {@link
 * Check}; thread-safe.
 */
final class ProblemTimer {
  private final String reason;
  private final String text;
  private final Time time;

  @GuardedBy("this")
  private @Nullable HealthProblem current;

  ProblemTimer(String reason, String text, Time time) {
    this.reason = reason;
    this.text = text;
    this.time = time;
  }

  String reason() {
    return reason;
  }

  /** The problem with its beginning while the condition is true; null if it is false now. */
  synchronized @Nullable HealthProblem problem(boolean condition) {
    if (!condition) {
      current = null;
    } else if (current == null) {
      current = new HealthProblem(reason, text, time.now());
    }
    return current;
  }
}
