package io.cablebridge.http.sse;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How event streams are written; the keys under {@code sse.}
 *
 * @param heartbeat silence after which a comment line is sent; default 15 s, 100 ms to 10 min
 * @param padding bytes of comment at the head of a stream, for proxies that hold the first
 *     kilobytes; default 0, which sends none, at most 64 KiB
 * @param writeTimeout how long a stream may accept no byte before it is ended; default 30 s, 1 s to
 *     1 h
 * @param retryMin the shortest pause before a reconnection that a browser is told; default 2 s,
 *     zero to {@code retryMax}
 * @param retryMax the longest such pause; default 5 s, at most 10 min
 * @param detach whether a stream leaves the HTTP layer after its head; default {@link Detach#AUTO}
 */
public record SseConfig(
    Duration heartbeat,
    int padding,
    Duration writeTimeout,
    Duration retryMin,
    Duration retryMax,
    Detach detach) {

  /** Whether a stream leaves the HTTP layer after its head. */
  public enum Detach {
    /** Wherever the connection allows it, that is over HTTP/1.1. */
    AUTO,
    /** Never. */
    OFF
  }

  /**
   * A pause before a reconnection, spread over the configured range, so that those who leave
   * together do not come back together.
   */
  public long retryMillis() {
    long min = retryMin.toMillis();
    return min + ThreadLocalRandom.current().nextLong(retryMax.toMillis() - min + 1);
  }

  /** The values that hold when nothing is configured. */
  public static SseConfig defaults() {
    return new SseConfig(
        Duration.ofSeconds(15),
        0,
        Duration.ofSeconds(30),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Detach.AUTO);
  }
}
