package io.cablebridge.monitoring;

import java.time.Duration;

/**
 * How much full queues have discarded lately.
 *
 * @param window the time over which it was counted: ten to twenty seconds, less after the start
 * @param received messages that came for sessions in that time
 * @param dropped events discarded in that time
 */
public record RecentLosses(Duration window, long received, long dropped) {

  /** Dropped ones of a hundred that came; 100 if more were dropped than came. */
  public double percent() {
    return dropped == 0 ? 0 : 100.0 * Math.min(1, (double) dropped / Math.max(1, received));
  }
}
