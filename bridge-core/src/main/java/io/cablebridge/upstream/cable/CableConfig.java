package io.cablebridge.upstream.cable;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where Rails is and how it is treated; the keys under {@code upstream.}
 *
 * @param url the Action Cable endpoint, {@code ws} or {@code wss}; default {@code
 *     ws://127.0.0.1:3000/cable}
 * @param connectTimeout from the start of a connection to Rails' {@code welcome}; default 5 s, 100
 *     ms to 5 min
 * @param staleAfter silence after which a connection counts as lost (Rails pings every 3 s);
 *     default 8 s, 1 s to 10 min
 * @param connectsPerSecond connections begun per second by the whole process; default 200, zero
 *     sets no limit, at most 100 000
 * @param maxConnecting connections of the whole process that wait for their handshake at once;
 *     default 64, 1 to 10 000
 * @param backoffMin the first pause before a reconnection; default 500 ms, 10 ms to {@code
 *     backoffMax}
 * @param backoffMax the longest pause before a reconnection; default 5 s, at most 10 min
 * @param resubscribeDelay from an {@code unsubscribe} to the next {@code subscribe} of the same
 *     identifier; default 250 ms, zero sends it at once, at most 1 min
 * @param subscribeTimeout how long a {@code subscribe} may stay unanswered before it is sent again;
 *     default 5 s, 100 ms to 5 min
 * @param maxFrame the longest message in bytes that Rails may send; default 1 MiB, 1 KiB to 256 MiB
 * @param maxHeldCommands commands of one session that wait for a confirmation, and subscribes of it
 *     that wait for Rails' answer; more are refused; default 256, 1 to 100 000
 */
public record CableConfig(
    URI url,
    Duration connectTimeout,
    Duration staleAfter,
    int connectsPerSecond,
    int maxConnecting,
    Duration backoffMin,
    Duration backoffMax,
    Duration resubscribeDelay,
    Duration subscribeTimeout,
    int maxFrame,
    int maxHeldCommands) {
  /** Of any pause that is allowed: beyond the longest, and short of an overflow. */
  private static final int MOST_DOUBLINGS = 20;

  /** The values that hold when nothing is configured. */
  public static CableConfig defaults() {
    return new CableConfig(
        URI.create("ws://127.0.0.1:3000/cable"),
        Duration.ofSeconds(5),
        Duration.ofSeconds(8),
        200,
        64,
        Duration.ofMillis(500),
        Duration.ofSeconds(5),
        Duration.ofMillis(250),
        Duration.ofSeconds(5),
        1 << 20,
        256);
  }

  /**
   * The pause before another try: it doubles from the smallest to the largest; half of it is
   * chance, so that sessions do not march in step.
   *
   * @param failures in a row before the one that this pause follows
   */
  long pauseNanos(int failures) {
    long min = backoffMin.toNanos();
    long pause = Math.min(backoffMax.toNanos(), min << Math.min(failures, MOST_DOUBLINGS));
    return pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1);
  }
}
