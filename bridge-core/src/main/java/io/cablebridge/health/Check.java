package io.cablebridge.health;

import org.jspecify.annotations.Nullable;

/**
 * One thing without which the bridge is not ready. Thread-safe; asked by every request for the
 * health, on a thread that must not wait, so asking costs next to nothing.
 */
public interface Check {

  /** The {@code reason} of its problem. */
  String reason();

  /** What is wrong now; null when all is well. */
  @Nullable HealthProblem problem();

  /** Called once a second on the timer thread, for what costs too much to find out when asked. */
  default void renew() {}
}
