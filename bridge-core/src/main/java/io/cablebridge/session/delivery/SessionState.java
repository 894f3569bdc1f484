package io.cablebridge.session.delivery;

import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.Position;
import io.cablebridge.protocol.Transport;
import io.cablebridge.protocol.UpstreamState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The state of a session beside its events and subscriptions: its epoch, its upstream, and how long
 * it lives. It ends for a reason, after its linger without a listener, or at a time that the
 * client's token fixed. One of each session; the {@link SessionLock} guards it. All moments are of
 * {@link io.cablebridge.time.Time#nanos}.
 */
public final class SessionState {
  /** The contract promises this much between two polls, whatever the linger. */
  private static final Duration POLL_LINGER = Duration.ofSeconds(30);

  /** Long enough for one listener of a response to follow another. */
  private static final Duration EPHEMERAL_LINGER = Duration.ofSeconds(1);

  private final String epoch;
  private final boolean ephemeral;
  private final Duration linger;
  private UpstreamState upstream = UpstreamState.CONNECTING;
  private @Nullable CloseReason closeReason;
  private boolean closeDelivered;

  /** A write has been in progress for more than a second. */
  private boolean stuck;

  /** The bridge closed the last response, because the client read nothing. */
  private boolean cut;

  private long unattendedNanos;
  private long settledNanos;
  private @Nullable Transport lastTransport;
  private @Nullable Ending ending;

  private record Ending(long nanos, CloseReason reason) {}

  /**
   * @param epoch the session_id, in each position of the session
   * @param ephemeral whether the session lives no longer than its one response: no client can
   *     return to it
   * @param linger how long the session lives without a listener
   * @param nanos when the session is opened
   */
  public SessionState(String epoch, boolean ephemeral, Duration linger, long nanos) {
    this.epoch = epoch;
    this.ephemeral = ephemeral;
    this.linger = linger;
    this.unattendedNanos = nanos;
    this.settledNanos = nanos;
  }

  public String epoch() {
    return epoch;
  }

  boolean isEphemeral() {
    return ephemeral;
  }

  public boolean hasGiven(@Nullable Position position) {
    return position != null && position.epoch().equals(epoch);
  }

  public UpstreamState upstream() {
    return upstream;
  }

  public void upstreamChanged(UpstreamState newState) {
    upstream = newState;
  }

  public void attended(long nanos) {
    unattendedNanos = nanos;
  }

  /** Time since the last sign of the client; without a listener only. */
  public long unattended(long nanos) {
    return nanos - unattendedNanos;
  }

  void joined() {
    cut = false;
  }

  void left(Transport transport, long nanos) {
    unattendedNanos = nanos;
    lastTransport = transport;
    stuck = false;
  }

  /** The transport of the last listener that has left; null before. */
  public @Nullable Transport lastTransport() {
    return lastTransport;
  }

  void stuck(boolean isStuck) {
    stuck = isStuck;
  }

  /** Whether a write has been in progress for more than a second. */
  public boolean isStuck() {
    return stuck;
  }

  void cut() {
    cut = true;
  }

  /** Whether the bridge closed the last response, because the client read nothing. */
  public boolean wasCut() {
    return cut;
  }

  /** A subscription was rejected: the one response of an ephemeral session was for it. */
  public void rejected(long nanos) {
    if (ephemeral) {
      endAt(nanos, CloseReason.UNAUTHORIZED);
    }
  }

  /** Sets when the session has to end, whether it has a listener or not. */
  public void endAt(long nanos, CloseReason reason) {
    ending = new Ending(nanos, reason);
  }

  /** Why a live session has to end now; attached when it has a listener or is not open yet. */
  public @Nullable CloseReason due(long now, boolean attached) {
    if (isClosed()) {
      return null;
    } else if (!attached && now - unattendedNanos >= lingerNanos()) {
      return cut ? CloseReason.WRITE_STALLED : CloseReason.EXPIRED;
    }
    return ending != null && now - ending.nanos() >= 0 ? ending.reason() : null;
  }

  private long lingerNanos() {
    if (lastTransport == null) {
      return linger.toNanos();
    } else if (ephemeral) {
      return EPHEMERAL_LINGER.toNanos();
    }
    return Math.max(linger.toNanos(), lastTransport == Transport.POLL ? POLL_LINGER.toNanos() : 0);
  }

  /** Whether delivered events are due to be removed, once a linger; true once. */
  public boolean settles(long now) {
    boolean due = now - settledNanos >= linger.toNanos();
    settledNanos = due ? now : settledNanos;
    return due;
  }

  /** The session ends; no event follows but the end itself. */
  public void close(CloseReason reason, long nanos) {
    closeReason = reason;
    upstream = UpstreamState.CLOSED;
    unattendedNanos = nanos;
  }

  public boolean isClosed() {
    return closeReason != null;
  }

  public @Nullable CloseReason closeReason() {
    return closeReason;
  }

  void closeDelivered() {
    closeDelivered = true;
  }

  /**
   * Whether an ended session still has something for a client that shows this position, or none. A
   * client that deleted its session needs no event about it.
   */
  public boolean hasPendingFor(@Nullable Position position) {
    return closeReason != null
        && ((!closeDelivered && !closeReason.equals(CloseReason.DELETED)) || hasGiven(position));
  }

  /** Whether an ended session without a listener need not be remembered any longer. */
  public boolean isForgettable(long now, Duration tombstone) {
    return closeReason != null
        && (closeReason.reconnect() || now - unattendedNanos >= tombstone.toNanos());
  }
}
