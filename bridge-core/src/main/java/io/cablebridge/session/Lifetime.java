package io.cablebridge.session;

import io.cablebridge.session.delivery.CloseReason;
import io.cablebridge.session.delivery.Transport;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a session lives: since when nobody listens, how long that may be, and an end that was
 * fixed from the first. Part of one {@link Session}, whose lock guards it; all moments are of
 * {@link io.cablebridge.time.Time#nanos}.
 */
final class Lifetime {
  /** Between two polls nobody listens: clients were promised this much, whatever the linger. */
  private static final Duration POLL_LINGER = Duration.ofSeconds(30);

  /** Long enough for one listener of a response to follow another. */
  private static final Duration PASSING_LINGER = Duration.ofSeconds(1);

  private final SessionConfig config;
  private final boolean passing;
  private final long created;
  private long settled;
  private long unattended;
  private long linger;
  private @Nullable Ending ending;

  /** An end that was fixed from the first. */
  private record Ending(long at, CloseReason reason) {}

  /**
   * @param passing whether it lives no longer than its one response
   */
  Lifetime(SessionConfig config, boolean passing, long now) {
    this.config = config;
    this.passing = passing;
    this.created = now;
    this.settled = now;
    this.unattended = now;
    this.linger = config.linger().toNanos();
  }

  boolean isPassing() {
    return passing;
  }

  void endAt(long moment, CloseReason reason) {
    ending = new Ending(moment, reason);
  }

  /** Why it has to end now; null as long as it need not. */
  @Nullable CloseReason due(long now) {
    Ending fixed = ending;
    return fixed != null && now - fixed.at() >= 0 ? fixed.reason() : null;
  }

  /** Somebody has shown that he is there. */
  void attended(long now) {
    unattended = now;
  }

  /** A listener has left. */
  void left(Transport by, long now) {
    unattended = now;
    long wanted = config.linger().toNanos();
    linger = by == Transport.POLL ? Math.max(wanted, POLL_LINGER.toNanos()) : wanted;
    if (passing) {
      linger = PASSING_LINGER.toNanos();
    }
  }

  /** Whether nobody has listened for too long; asked while nobody listens. */
  boolean isLingeredOut(long now) {
    return now - unattended >= linger;
  }

  /** Whether an ended session need not be remembered any more. */
  boolean isForgettable(CloseReason closed, long now) {
    return closed.reconnect() || now - unattended >= config.tombstone().toNanos();
  }

  /** Whether delivered events are to be let go, which is once a linger. */
  boolean settles(long now) {
    boolean due = now - settled >= config.linger().toNanos();
    if (due) {
      settled = now;
    }
    return due;
  }

  long age(long now) {
    return now - created;
  }
}
