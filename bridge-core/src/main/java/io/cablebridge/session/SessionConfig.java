package io.cablebridge.session;

import java.time.Duration;

/**
 * What a session may hold and how long it lives; the keys under {@code session.}
 *
 * @param linger how long a session without a listener is kept; default 30 s, zero ends it with its
 *     last listener, at most 1 h
 * @param allowReuse whether several listeners may follow one session at once; default false
 * @param queueEvents undelivered events a session keeps unless a poll asks otherwise; default 256,
 *     1 to {@code maxQueueEvents}
 * @param maxQueueEvents the most events a poll may ask a session to keep; default 4096, 1 to 1 000
 *     000
 * @param queueBytes undelivered bytes a session keeps, whatever the number of events; default 1
 *     MiB, 4 KiB to 1 GiB
 * @param maxSessions sessions alive at once, more are refused; default 10 000, 1 to 10 000 000
 * @param maxSubscriptions subscriptions of one session, more are refused; default 100, 1 to 10 000
 * @param tombstone how long a session that ended for good is remembered; default 60 s, zero forgets
 *     it at once, at most 1 h
 */
public record SessionConfig(
    Duration linger,
    boolean allowReuse,
    int queueEvents,
    int maxQueueEvents,
    int queueBytes,
    int maxSessions,
    int maxSubscriptions,
    Duration tombstone) {

  /** The values that hold when nothing is configured. */
  public static SessionConfig defaults() {
    return new SessionConfig(
        Duration.ofSeconds(30), false, 256, 4096, 1 << 20, 10_000, 100, Duration.ofSeconds(60));
  }

  /** The same with at most so many sessions. */
  public SessionConfig withAtMost(int sessions) {
    return new SessionConfig(
        linger,
        allowReuse,
        queueEvents,
        maxQueueEvents,
        queueBytes,
        Math.min(maxSessions, sessions),
        maxSubscriptions,
        tombstone);
  }
}
