package io.cablebridge.session.delivery;

import io.cablebridge.protocol.Transport;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * How far one listener has read a backlog, and what it does next. Created by the {@link Outbox} for
 * a listener that joins. The session's lock guards it, with two exceptions: any thread may wake it,
 * and its listener moves it without the lock after the write of the last event there was.
 */
public final class Cursor {

  /** What the listener does next. */
  private enum State {
    /** It takes again by itself. */
    BUSY,
    /** It writes the last event there was. If no event comes meanwhile, it has nothing to take. */
    DRAINED,
    /** It has found nothing; the next event wakes it. */
    WAITING
  }

  /** Sets {@link #state}; an AtomicReference of each cursor would cost each session an object. */
  private static final AtomicReferenceFieldUpdater<Cursor, State> STATE =
      AtomicReferenceFieldUpdater.newUpdater(Cursor.class, State.class, "state");

  private final Listener listener;

  /** Moved forward under the session's lock or by the listener; back to BUSY by any thread. */
  private volatile State state = State.BUSY;

  /** Offset of the last event that was written to the client. */
  private volatile long position;

  /** Offset after the delivery in flight; the position while none is. */
  private long positionInFlight;

  /** Events of the delivery in flight; lost ones do not count. */
  private int eventsInFlight;

  /** Whether the delivery in flight carries the end of the session. */
  private boolean closeInFlight;

  private boolean detached;

  /** Whether events were left in the backlog for want of room; changed by each take. */
  private volatile boolean postponed;

  /** A poll has taken its answer, and writes it. */
  private boolean answering;

  /** The listener takes nothing while a poll before it writes its answer. */
  private boolean following;

  private @Nullable Deque<Event> notices;

  Cursor(Listener listener, long position) {
    this.listener = listener;
    this.position = position;
    this.positionInFlight = position;
  }

  Listener listener() {
    return listener;
  }

  Transport transport() {
    return listener.transport();
  }

  long position() {
    return position;
  }

  /** An event or a notice has come: wakes the listener if it waits. No lock is held. */
  void wake() {
    if (STATE.getAndSet(this, State.BUSY) == State.WAITING) {
      listener.wake();
    }
  }

  void addNotice(Event notice) {
    if (notices == null) {
      notices = new ArrayDeque<>(2);
    }
    notices.add(notice);
  }

  @Nullable Deque<Event> takeNotices() {
    Deque<Event> taken = notices;
    notices = null;
    return taken;
  }

  void send(long newPosition, int events, boolean close) {
    positionInFlight = newPosition;
    eventsInFlight = events;
    closeInFlight = close;
  }

  /** The delivery in flight was written; returns the number of its events. */
  int advance() {
    int events = eventsInFlight;
    eventsInFlight = 0;
    position = positionInFlight;
    return events;
  }

  boolean isCloseInFlight() {
    return closeInFlight;
  }

  /** The listener holds all events; under the session's lock. */
  void drained(boolean waiting) {
    state = waiting ? State.WAITING : State.DRAINED;
  }

  /** Begins to wait if no event has come since the last one was handed over. */
  boolean waitsAfterLast() {
    return STATE.compareAndSet(this, State.DRAINED, State.WAITING);
  }

  boolean isWaiting() {
    return state == State.WAITING;
  }

  void postpone(boolean nothing) {
    postponed = nothing;
  }

  boolean isPostponed() {
    return postponed;
  }

  void answers() {
    answering = true;
  }

  boolean isAnswering() {
    return answering;
  }

  void follow() {
    following = true;
  }

  boolean isFollowing() {
    return following;
  }

  /** Whether there is nothing to take; then the next event wakes the listener again. */
  boolean waits(long newest, boolean closed) {
    boolean nothing = following || (position >= newest && notices == null && !closed);
    if (nothing) {
      drained(true);
    }
    return nothing;
  }

  /** The poll before it has ended: the listener starts here, at its own start at the earliest. */
  void startAt(long offset) {
    following = false;
    position = Math.max(position, offset);
    positionInFlight = position;
  }

  void detach() {
    detached = true;
  }

  boolean isDetached() {
    return detached;
  }
}
