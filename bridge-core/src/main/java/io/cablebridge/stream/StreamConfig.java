package io.cablebridge.stream;

import java.time.Duration;

/**
 * What is kept of a stream's past; the keys under {@code streams.history.}
 *
 * @param limit messages kept of one stream; default 100, zero keeps none, at most 100 000
 * @param bytes bytes kept of one stream; default 1 MiB, zero keeps none, at most 1 GiB
 * @param ttl how long a message is kept; default 5 min, zero keeps none, at most 7 days
 */
public record StreamConfig(int limit, int bytes, Duration ttl) {

  /** The values that hold when nothing is configured. */
  public static StreamConfig defaults() {
    return new StreamConfig(100, 1 << 20, Duration.ofMinutes(5));
  }
}
