package io.cablebridge.health;

import java.time.Instant;

/**
 * How the last reading of the configuration went.
 *
 * @param successful whether it could be taken over
 * @param takenOver when one was taken over the last time; the start of the process counts
 */
public record ReloadState(boolean successful, Instant takenOver) {

  /** After a reading that found something wrong. */
  public ReloadState failed() {
    return new ReloadState(false, takenOver);
  }
}
