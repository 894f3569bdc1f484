package io.cablebridge.session;

import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.Transport;
import io.cablebridge.session.delivery.SessionState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a session lives: its linger without a listener, and an end that the client's token fixed
 * when the session was opened. One of each {@link Session}, whose lock guards it; all moments are
 * of {@link io.cablebridge.time.Time#nanos}.
 */
final class Lifetime {
  /** The contract promises this much between two polls, whatever the linger. */
  private static final Duration POLL_LINGER = Duration.ofSeconds(30);

  /** Long enough for one listener of a response to follow another. */
  private static final Duration EPHEMERAL_LINGER = Duration.ofSeconds(1);

  private final SessionConfig config;
  private final boolean ephemeral;
  private final SessionState state;
  private long settled;
  private @Nullable Ending ending;

  /** An end at a fixed time. */
  private record Ending(long at, CloseReason reason) {}

  /**
   * @param ephemeral whether the session lives no longer than its one response
   */
  Lifetime(SessionConfig config, boolean ephemeral, SessionState state, long now) {
    this.config = config;
    this.ephemeral = ephemeral;
    this.state = state;
    this.settled = now;
  }

  void endAt(long moment, CloseReason reason) {
    ending = new Ending(moment, reason);
  }

  /**
   * Why the session has to end now; null while it need not.
   *
   * @param rejection whether a subscription was rejected: the one response of an ephemeral session
   *     was for it
   */
  @Nullable CloseReason due(long now, boolean rejection) {
    if (ephemeral && rejection) {
      return CloseReason.UNAUTHORIZED;
    }
    Ending fixed = ending;
    return fixed != null && now - fixed.at() >= 0 ? fixed.reason() : null;
  }

  /** Whether the session has had no listener for too long; called while it has none. */
  boolean isExpired(long now) {
    return now - state.unattendedNanos() >= linger(state.lastTransport());
  }

  private long linger(@Nullable Transport last) {
    long configured = config.linger().toNanos();
    if (last == null) {
      return configured;
    } else if (ephemeral) {
      return EPHEMERAL_LINGER.toNanos();
    }
    return last == Transport.POLL ? Math.max(configured, POLL_LINGER.toNanos()) : configured;
  }

  /** Whether an ended session need not be remembered any longer. */
  boolean isForgettable(long now) {
    CloseReason ended = state.closeReason();
    return ended != null
        && (ended.reconnect() || now - state.unattendedNanos() >= config.tombstone().toNanos());
  }

  /** Whether delivered events are due to be removed, once a linger; true once. */
  boolean settles(long now) {
    boolean due = now - settled >= config.linger().toNanos();
    if (due) {
      settled = now;
    }
    return due;
  }
}
