package io.cablebridge.health;

import java.time.Instant;

/**
 * The result of the last reload of the configuration.
 *
 * @param takenOver the time of the last successful reload; the start of the process counts as one
 */
public record ReloadState(boolean successful, Instant takenOver) {

  public ReloadState failed() {
    return new ReloadState(false, takenOver);
  }
}
