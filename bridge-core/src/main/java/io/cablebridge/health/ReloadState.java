package io.cablebridge.health;

import java.time.Instant;

/**
 * The result of the last reload of the configuration.
 *
 * @param successful whether it was applied
 * @param takenOver the time of the last successful reload; the start of the process counts as one
 */
public record ReloadState(boolean successful, Instant takenOver) {

  /** After a reload that failed. */
  public ReloadState failed() {
    return new ReloadState(false, takenOver);
  }
}
