package io.cablebridge.session.delivery;

import io.cablebridge.protocol.Payload;
import io.cablebridge.protocol.Position;
import io.cablebridge.protocol.Transport;
import io.cablebridge.session.delivery.Event.ChannelEvent;
import io.cablebridge.session.delivery.Event.Kind;
import io.cablebridge.session.diagnostics.ActivityKind;
import io.cablebridge.session.diagnostics.DropCause;
import io.cablebridge.session.diagnostics.SessionDiagnostics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All events that a session has for its client: the backlog, its listeners, and the offsets up to
 * which events were delivered or acknowledged. One of each session; the {@link SessionLock} guards
 * it.
 *
 * <p>Delivered is not received: a written event may lie in a dead socket. Delivered events
 * therefore stay for a linger, or until the queue or the process needs the room. Acknowledged ones
 * are removed at once, as are all delivered ones of a session to which no client can return.
 */
public final class Outbox {
  private final SessionState state;
  private final Backlog backlog;
  private final SessionDiagnostics diagnostics;
  private final DeliveryCounters counters;
  private Listeners listeners = Listeners.NONE;

  /**
   * Offset up to which some listener has written everything, as of the last look: listeners move
   * their cursors without the lock. Read by {@link #delivered()}.
   */
  private long delivered;

  /** Offset that an acknowledging poll has confirmed; -1 while the reader acknowledges nothing. */
  private long acknowledged = -1;

  /** What had been delivered when {@link #trimDelivered} last ran. */
  private long settled;

  private long dropped;

  public Outbox(
      SessionState state,
      Backlog backlog,
      SessionDiagnostics diagnostics,
      DeliveryCounters counters) {
    this.state = state;
    this.backlog = backlog;
    this.diagnostics = diagnostics;
    this.counters = counters;
  }

  public SessionState state() {
    return state;
  }

  public Backlog backlog() {
    return backlog;
  }

  SessionDiagnostics diagnostics() {
    return diagnostics;
  }

  public void limit(int events) {
    backlog.limit(events);
  }

  public void reserve(List<? extends Payload> history) {
    backlog.reserve(history);
  }

  /** Counts a message that has come for the session, wanted or not. */
  public void arrived(Payload message) {
    counters.counts().increment(DeliveryCount.MESSAGES_IN);
    counters.counts().add(DeliveryCount.BYTES_IN, message.json().length());
  }

  /** Appends an event, and counts the undelivered events that it displaces as dropped. */
  public void append(
      Kind kind,
      SubscriptionId subscription,
      long wallNanos,
      @Nullable Payload message,
      @Nullable String reason) {
    long read = Math.max(readByAll(), backlog.oldest() - 1);
    release();
    DropCause cause =
        backlog.append(
            new ChannelEvent(backlog.newest() + 1, wallNanos, kind, subscription, message, reason));
    long lost = backlog.oldest() - 1 - read;
    if (cause != null && lost > 0) {
      dropped += lost;
      counters.drops().add(cause, lost);
      diagnostics.dropped(cause);
    }
  }

  private long delivered() {
    delivered = listeners.fastest(delivered);
    return delivered;
  }

  private long readByAll() {
    return listeners.slowest(delivered());
  }

  public Listeners listeners() {
    return listeners;
  }

  DeliveryCounters counters() {
    return counters;
  }

  Position position(Cursor cursor) {
    return new Position(cursor.position(), state.epoch());
  }

  /**
   * The offset at which a listener starts. Without a position that is the first event that no
   * listener was given. A position of another epoch belongs to a client whose session was lost: it
   * has seen nothing of this one.
   */
  public long start(Transport transport, @Nullable Position position)
      throws AttachRefusedException {
    if (position == null) {
      return delivered();
    }
    long offset = state.hasGiven(position) ? position.offset() : 0;
    ResumeOutcome outcome = ResumeOutcome.COMPLETE;
    if (!state.hasGiven(position)) {
      outcome = ResumeOutcome.LOST;
    } else if (offset > backlog.newest()) {
      outcome = ResumeOutcome.REFUSED;
    } else if (offset < backlog.oldest() - 1) {
      outcome = ResumeOutcome.GAP;
    }
    if (transport == Transport.SSE) {
      counters.resumes().increment(outcome);
    }
    if (outcome == ResumeOutcome.REFUSED) {
      throw new AttachRefusedException(AttachRefusedException.Cause.FUTURE_POSITION);
    }
    return offset;
  }

  /** Detaches the listeners that {@link Listeners#replacedBy} finds. */
  public Listeners replaceFor(Transport transport, boolean returning, boolean allowReuse)
      throws AttachRefusedException {
    Listeners replaced = listeners.replacedBy(transport, returning, allowReuse);
    replaced.detach();
    delivered();
    listeners = listeners.attached();
    return replaced;
  }

  /**
   * Adds a listener. A stream and the other listeners get a notice of it; a poll that proves its
   * return acknowledges what it was given.
   *
   * @param follows whether it starts after the answer that a poll writes, if that succeeds
   */
  public Cursor join(
      Listener listener, long start, boolean returning, boolean follows, long nanos) {
    diagnostics.attached(listener.transport(), nanos);
    state.joined();
    Cursor joining = new Cursor(listener, start);
    boolean acknowledges = joining.transport() == Transport.POLL && returning;
    acknowledged = acknowledges ? start : -1;
    if (acknowledges) {
      delivered = Math.max(delivered, start);
      if (listeners.isEmpty()) {
        backlog.removeUpTo(start);
      }
    }
    if (joining.transport() == Transport.SSE) {
      Event joined = new Event.Joined(state.upstream(), returning);
      joining.addNotice(joined);
      listeners.addNotice(joined);
    }
    if (follows && listeners.answering() != null) {
      joining.follow();
    }
    listeners = listeners.with(joining);
    return joining;
  }

  /** The listeners that follow a poll start after what was delivered; they have to be woken. */
  Listeners startFollowers() {
    return listeners.startAt(delivered());
  }

  /**
   * A listener has ended; one that another has replaced has left already. Returns those that have
   * waited for it, which have to be woken.
   */
  Listeners leave(Cursor leaving, long nanos) {
    if (leaving.isDetached()) {
      return Listeners.NONE;
    }
    delivered();
    leaving.detach();
    listeners = listeners.attached();
    state.left(leaving.transport(), nanos);
    if (leaving.transport() == Transport.SSE) {
      diagnostics.note(ActivityKind.STREAM_LEFT, nanos);
    }
    return leaving.isAnswering() ? startFollowers() : Listeners.NONE;
  }

  /** The delivery in flight was written. */
  void written(Cursor cursor) {
    counters.counts().add(DeliveryCount.MESSAGES_OUT, cursor.advance());
    delivered = Math.max(delivered, cursor.position());
    if (cursor.isCloseInFlight()) {
      state.closeDelivered();
    }
    release();
  }

  /** Removes what was delivered, if no client can return for it, or if memory is short. */
  public void release() {
    if (state.isEphemeral() || backlog.isShortOfMemory()) {
      backlog.removeUpTo(acknowledged < 0 ? readByAll() : Math.min(readByAll(), acknowledged));
    }
  }

  /** The next batch for a listener; null instead of an empty one that is not wanted. */
  @Nullable Delivery take(Cursor cursor, boolean evenNothing) {
    if (cursor.isFollowing()) {
      if (!evenNothing) {
        cursor.drained(true);
        return null;
      }
      cursor.startAt(cursor.position());
    }
    boolean onlySmall = counters.writes().isShort(cursor.transport());
    Delivery next = Delivery.next(cursor, backlog, state, onlySmall);
    long events = next.position() - next.after() - next.dropped();
    boolean nothing = next.events().isEmpty() && !evenNothing;
    if (next.queueLength() == 0) {
      cursor.drained(nothing);
    }
    cursor.postpone(nothing && next.queueLength() > 0);
    if (nothing) {
      return null;
    }
    if (cursor.transport() == Transport.POLL) {
      long repeated = Math.min(next.position(), delivered()) - next.after() - next.dropped();
      counters.counts().add(DeliveryCount.REDELIVERED, Math.max(0, repeated));
      cursor.answers();
    }
    cursor.send(next.position(), (int) events, next.last());
    return next;
  }

  /**
   * Removes what had been delivered at the last call of this, except what a slow listener has not
   * read yet; called once a linger.
   */
  public void trimDelivered() {
    backlog.removeUpTo(listeners.slowest(settled));
    settled = acknowledged >= 0 ? Math.min(delivered(), acknowledged) : delivered();
  }

  /** Removes all events: no client can return for them. */
  public void evict() {
    backlog.removeUpTo(backlog.newest());
  }

  /** Events held and not yet delivered; dropped ones do not count. */
  public long queueLength() {
    return backlog.newest() - Math.max(delivered(), backlog.oldest() - 1);
  }

  /** Bytes of the events held and not yet delivered. */
  public long queueBytes() {
    return backlog.bytesAfter(delivered());
  }

  /** Bytes of all events held, the recently delivered ones included. */
  public long heldBytes() {
    release();
    return backlog.bytes();
  }

  public long dropped() {
    return dropped;
  }

  public long unacknowledged() {
    return acknowledged < 0 ? 0 : Math.max(0, delivered() - acknowledged);
  }
}
