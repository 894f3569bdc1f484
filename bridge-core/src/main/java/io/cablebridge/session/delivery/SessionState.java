package io.cablebridge.session.delivery;

import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.Position;
import io.cablebridge.protocol.Transport;
import io.cablebridge.protocol.UpstreamState;
import org.jspecify.annotations.Nullable;

/**
 * The state of a session beside its events and subscriptions: its epoch, its upstream, when its
 * client was there last, and its end. One of each session; the {@link SessionLock} guards it.
 */
public final class SessionState {
  private final String epoch;
  private UpstreamState upstream = UpstreamState.CONNECTING;
  private @Nullable CloseReason closeReason;
  private boolean closeDelivered;
  private long unattendedNanos;
  private @Nullable Transport lastTransport;

  /**
   * @param epoch the session_id, in each position of the session
   * @param nanos when the session is opened
   */
  public SessionState(String epoch, long nanos) {
    this.epoch = epoch;
    this.unattendedNanos = nanos;
  }

  public String epoch() {
    return epoch;
  }

  /** Whether this session gave a position. */
  public boolean hasGiven(@Nullable Position position) {
    return position != null && position.epoch().equals(epoch);
  }

  public UpstreamState upstream() {
    return upstream;
  }

  public void upstreamChanged(UpstreamState newState) {
    upstream = newState;
  }

  /** The session ends; no event follows but the end itself. */
  public void close(CloseReason reason) {
    closeReason = reason;
    upstream = UpstreamState.CLOSED;
  }

  public boolean isClosed() {
    return closeReason != null;
  }

  /** Why the session has ended; null while it lives. */
  public @Nullable CloseReason closeReason() {
    return closeReason;
  }

  /** The client has shown that it is there, or the session has ended. */
  public void attended(long nanos) {
    unattendedNanos = nanos;
  }

  /** A listener has left. */
  void left(Transport transport, long nanos) {
    unattendedNanos = nanos;
    lastTransport = transport;
  }

  /** Since when the client has not shown that it is there. */
  public long unattendedNanos() {
    return unattendedNanos;
  }

  /** The transport of the listener that left last; null before. */
  public @Nullable Transport lastTransport() {
    return lastTransport;
  }

  /** Some listener has received the end of the session. */
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
}
