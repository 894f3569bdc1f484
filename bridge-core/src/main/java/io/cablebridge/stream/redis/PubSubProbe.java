package io.cablebridge.stream.redis;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.stream.BrokerHealth;
import io.cablebridge.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes a ping to this bridge's own channel, over the connections that carry everything, and
 * raises an alarm when no pong comes back: a Redis that takes every command may still deliver
 * nothing. Created by {@link RedisBroker}; thread-safe.
 */
final class PubSubProbe {
  private static final Logger log = LoggerFactory.getLogger(PubSubProbe.class);

  static final String UNAVAILABLE = "Redis is unavailable";
  static final String NOT_DELIVERING = "Redis answers but does not deliver";

  /** How often deadlines are checked; during an alarm, also how often a ping is sent. */
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long PING_INTERVAL = 3 * SECOND;

  /** The alarm is raised when no pong has come for this long. */
  private static final long ALARM_TIMEOUT = 9 * SECOND;

  /** During an alarm, a Redis that answers has this long to deliver. */
  private static final long DELIVERY_TIMEOUT = 2 * SECOND;

  /** A connection for commands that answers nothing for this long may hang. */
  private static final long SILENCE_TIMEOUT = 5 * SECOND;

  /** A new connection has this long to deliver before it is renewed as well. */
  private static final long RENEWAL_INTERVAL = 3 * SECOND;

  private final Time time;
  private final Supplier<CompletionStage<?>> sender;
  private final Runnable renew;
  private final Runnable replace;

  @GuardedBy("this")
  private Time.@Nullable Cancellable checks;

  @GuardedBy("this")
  private long pingNanos;

  @GuardedBy("this")
  private long pongNanos;

  @GuardedBy("this")
  private long answeringSinceNanos;

  @GuardedBy("this")
  private long renewedNanos;

  @GuardedBy("this")
  private long answeredNanos;

  @GuardedBy("this")
  private long replacedNanos;

  @GuardedBy("this")
  private boolean answers;

  @GuardedBy("this")
  private boolean alarmed;

  /** Written under the monitor; every session reads it a few times a second. */
  private volatile BrokerHealth health;

  /**
   * @param sender publishes a ping; succeeds when Redis has taken it
   * @param renew replaces the subscribing connection by a new one
   * @param replace replaces the connection for commands if it hangs
   */
  PubSubProbe(Time time, Supplier<CompletionStage<?>> sender, Runnable renew, Runnable replace) {
    this.time = time;
    this.sender = sender;
    this.renew = renew;
    this.replace = replace;
    this.health = new BrokerHealth("redis", "Redis is not reached yet", time.now());
    this.pongNanos = time.nanos();
    this.pingNanos = pongNanos;
    this.renewedNanos = pongNanos - RENEWAL_INTERVAL;
    this.answeredNanos = pongNanos;
    this.replacedNanos = renewedNanos;
  }

  synchronized void start() {
    checks = time.every(CHECK_INTERVAL, this::check);
  }

  synchronized void stop() {
    if (checks != null) {
      checks.cancel();
    }
  }

  BrokerHealth health() {
    return health;
  }

  /** Whether Redis did not answer lately, so that commands would only time out. */
  synchronized boolean isUnavailable() {
    return alarmed && !answers;
  }

  /** Sends a ping now. As soon as its channel is subscribed to, the pong proves that all works. */
  void ping() {
    synchronized (this) {
      pingNanos = time.nanos();
    }
    // A refusal is an answer, too.
    sender
        .get()
        .whenComplete(
            (taken, failure) ->
                answered(failure == null || RedisRefusals.errorOf(failure) != null));
  }

  private synchronized void answered(boolean now) {
    if (now && !answers) {
      answeringSinceNanos = time.nanos();
    }
    answers = now;
    answeredNanos = now ? time.nanos() : answeredNanos;
    if (alarmed) {
      health = new BrokerHealth("redis", now ? NOT_DELIVERING : UNAVAILABLE, health.since());
    }
  }

  void pong() {
    boolean over;
    Instant since;
    synchronized (this) {
      pongNanos = time.nanos();
      over = alarmed;
      since = health.since();
      alarmed = false;
      if (!health.isWell()) {
        health = new BrokerHealth("redis", null, time.now());
      }
    }
    if (over) {
      log.info("Redis delivers again since={}", since);
    }
  }

  private void check() {
    long now = time.nanos();
    boolean pings;
    boolean renews;
    boolean replaces;
    String alarm = null;
    synchronized (this) {
      if (!alarmed && now - pongNanos >= ALARM_TIMEOUT) {
        alarmed = true;
        alarm = answers ? NOT_DELIVERING : UNAVAILABLE;
        health = new BrokerHealth("redis", alarm, time.now());
      }
      pings = alarmed || now - pingNanos >= PING_INTERVAL;
      renews =
          alarmed
              && answers
              && now - answeringSinceNanos >= DELIVERY_TIMEOUT
              && now - renewedNanos >= RENEWAL_INTERVAL;
      if (renews) {
        renewedNanos = now;
      }
      replaces =
          !answers
              && now - answeredNanos >= SILENCE_TIMEOUT
              && now - replacedNanos >= RENEWAL_INTERVAL;
      if (replaces) {
        replacedNanos = now;
      }
    }
    if (alarm != null) {
      log.warn("Alarm: {}; no ping came back for {} s", alarm, ALARM_TIMEOUT / SECOND);
    }
    if (renews) {
      renew.run();
    }
    if (replaces) {
      replace.run();
    }
    if (pings) {
      ping();
    }
  }
}
