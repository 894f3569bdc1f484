package io.cablebridge.stream.redis;

import io.cablebridge.stream.BrokerHealth;
import io.cablebridge.time.Time;
import io.lettuce.core.RedisCommandExecutionException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes to itself over the connections that carry everything, and raises the alarm when that
 * does not come back: a Redis that takes every command may still deliver nothing. Thread-safe; its
 * monitor guards its state. Owned by {@link RedisBroker}.
 */
final class PubSubProbe {
  private static final Logger log = LoggerFactory.getLogger(PubSubProbe.class);

  static final String AWAY = "Redis is away";
  static final String MUTE = "Redis answers but does not deliver";

  /** How often it looks; during an alarm it sings as often. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long SONG = 3 * SECOND;
  private static final long PATIENCE = 9 * SECOND;

  /** During an alarm, a Redis that answers has this long to deliver. */
  private static final long LAST_CHANCE = 2 * SECOND;

  /** A new connection has this long before it is taken for mute as well. */
  private static final long NEW_CHANCE = 3 * SECOND;

  private final Time time;
  private final Supplier<CompletionStage<?>> song;
  private final Runnable renew;
  private Time.@Nullable Cancellable looking;
  private long sungNanos;
  private long heardNanos;
  private long answeringSinceNanos;
  private long renewedNanos;
  private boolean answers;
  private boolean alarmed;
  private BrokerHealth health;

  /**
   * @param song publishes to itself; succeeds when Redis has taken it
   * @param renew drops the listening connection for a new one
   */
  PubSubProbe(Time time, Supplier<CompletionStage<?>> song, Runnable renew) {
    this.time = time;
    this.song = song;
    this.renew = renew;
    this.health = new BrokerHealth("redis", "Redis is not reached yet", now());
    this.heardNanos = time.nanos();
    this.sungNanos = heardNanos;
    this.renewedNanos = heardNanos - NEW_CHANCE;
  }

  synchronized void start() {
    looking = time.every(LOOK, this::look);
  }

  synchronized void stop() {
    if (looking != null) {
      looking.cancel();
    }
  }

  synchronized BrokerHealth health() {
    return health;
  }

  /** Redis did not answer lately: commands would wait in vain. */
  synchronized boolean isAway() {
    return alarmed && !answers;
  }

  /** Sings now; once its channel is subscribed to, which tells at once that all is well. */
  void sing() {
    synchronized (this) {
      sungNanos = time.nanos();
    }
    song.get().whenComplete((taken, failure) -> answered(isAnswer(failure)));
  }

  /** A refusal is an answer too. */
  private static boolean isAnswer(@Nullable Throwable failure) {
    return failure == null || failure instanceof RedisCommandExecutionException;
  }

  private synchronized void answered(boolean now) {
    if (now && !answers) {
      answeringSinceNanos = time.nanos();
    }
    answers = now;
    if (alarmed) {
      health = new BrokerHealth("redis", now ? MUTE : AWAY, health.since());
    }
  }

  /** Its own song came back. */
  void heard() {
    boolean over;
    Instant since;
    synchronized (this) {
      heardNanos = time.nanos();
      over = alarmed;
      since = health.since();
      alarmed = false;
      if (!health.isWell()) {
        health = new BrokerHealth("redis", null, now());
      }
    }
    if (over) {
      log.info("Redis delivers again since={}", since);
    }
  }

  private void look() {
    long now = time.nanos();
    boolean sings;
    boolean renews;
    String alarm = null;
    synchronized (this) {
      if (!alarmed && now - heardNanos >= PATIENCE) {
        alarmed = true;
        alarm = answers ? MUTE : AWAY;
        health = new BrokerHealth("redis", alarm, now());
      }
      sings = alarmed || now - sungNanos >= SONG;
      renews =
          alarmed
              && answers
              && now - answeringSinceNanos >= LAST_CHANCE
              && now - renewedNanos >= NEW_CHANCE;
      if (renews) {
        renewedNanos = now;
      }
    }
    if (alarm != null) {
      log.warn("Alarm: {}; nothing came back for {} s", alarm, PATIENCE / SECOND);
    }
    if (renews) {
      renew.run();
    }
    if (sings) {
      sing();
    }
  }

  private Instant now() {
    return Instant.EPOCH.plusNanos(time.wallNanos());
  }
}
