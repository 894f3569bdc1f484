package io.cablebridge.health;

import org.jspecify.annotations.Nullable;

/**
 * One condition of readiness. Thread-safe; every health request calls it on a thread that must not
 * block, so it must be cheap.
 */
public interface Check {

  /** The {@code reason} of its problem. */
  String reason();

  /** The current problem; null if there is none. */
  @Nullable HealthProblem problem();

  /** Called once a second on the timer thread, for work that is too expensive for a request. */
  default void renew() {}
}
