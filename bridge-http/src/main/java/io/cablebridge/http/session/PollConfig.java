package io.cablebridge.http.session;

import java.time.Duration;

/**
 * How long polls are held; the keys under {@code poll.}
 *
 * @param timeout how long a poll that names no {@code timeout} is held; default 25 s, zero holds it
 *     for {@code maxTimeout}, and so does what is longer, at most 1 h
 * @param maxTimeout the longest that a poll is held, whatever it asks; default 60 s, 1 s to 1 h
 * @param batchWindow how long a poll whose first event has come waits for more; default 10 ms, zero
 *     answers at once, at most 10 s
 */
public record PollConfig(Duration timeout, Duration maxTimeout, Duration batchWindow) {

  /** The values that hold when nothing is configured. */
  public static PollConfig defaults() {
    return new PollConfig(Duration.ofSeconds(25), Duration.ofSeconds(60), Duration.ofMillis(10));
  }
}
