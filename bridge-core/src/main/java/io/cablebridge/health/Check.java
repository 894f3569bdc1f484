package io.cablebridge.health;

import org.jspecify.annotations.Nullable;

/**
 * One thing without which the bridge is not ready. Thread-safe; asked once a second and by every
 * request for the health, so asking costs next to nothing.
 */
public interface Check {

  /** The {@code reason} of its problem. */
  String reason();

  /** What is wrong now; null when all is well. */
  @Nullable Problem problem();
}
