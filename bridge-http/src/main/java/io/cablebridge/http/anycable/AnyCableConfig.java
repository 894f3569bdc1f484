package io.cablebridge.http.anycable;

import java.time.Duration;

/**
 * How {@code /events} is answered; the keys under {@code events.}
 *
 * @param pingInterval silence after which a reader is sent a ping; default 3 s, 100 ms to 10 min
 */
public record AnyCableConfig(Duration pingInterval) {

  /** The values that hold when nothing is configured. */
  public static AnyCableConfig defaults() {
    return new AnyCableConfig(Duration.ofSeconds(3));
  }
}
