package io.cablebridge.health;

import io.cablebridge.time.Time;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Remembers since when something has been so. Part of a {@link Check}; thread-safe. */
final class SinceTimer {
  private final Time time;
  private @Nullable Instant since;

  SinceTimer(Time time) {
    this.time = time;
  }

  /** Since when it has been so, to the knowledge of those who asked; null when it is not. */
  synchronized @Nullable Instant since(boolean so) {
    if (!so) {
      since = null;
    } else if (since == null) {
      since = time.now();
    }
    return since;
  }
}
