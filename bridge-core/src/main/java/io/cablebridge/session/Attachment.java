package io.cablebridge.session;

import io.cablebridge.protocol.Position;
import io.cablebridge.session.delivery.AttachRefusedException;
import io.cablebridge.session.delivery.Delivery;
import io.cablebridge.session.delivery.DeliveryCount;
import io.cablebridge.session.delivery.Event;
import io.cablebridge.session.delivery.Listener;
import io.cablebridge.session.delivery.PollResult;
import io.cablebridge.session.delivery.ResumeOutcome;
import io.cablebridge.session.delivery.Transport;
import io.cablebridge.session.diagnostics.ActivityKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A listener's cursor in a session's backlog. Created by {@link Session#attach}, ended by the
 * listener with {@link #finish} or {@link #detach}, or by the session when another listener takes
 * over. The session's lock guards its fields, except for {@code state}, and for what the listener
 * itself moves when a write is done.
 */
public final class Attachment {
  private static final long STALL_MILLIS = 1_000;

  final Session session;
  final Listener listener;

  /** What the listener does next. */
  private enum State {
    /** It takes again by itself. */
    BUSY,
    /** It writes the last event there was: if none has come meanwhile, it has nothing to take. */
    DRAINED,
    /** It has found nothing, and is woken by the next event. */
    WAITING
  }

  /** Moved forward under the session's lock, or by the listener; back to BUSY by any thread. */
  private final AtomicReference<State> state = new AtomicReference<>(State.BUSY);

  /**
   * Offset of the last event that was written to the client. The listener moves it, with or without
   * the session's lock.
   */
  volatile long cursor;

  /** Offset that the delivery in flight leads to; the cursor when none is. The listener's own. */
  long underWay;

  /** How many events the delivery in flight holds that were not lost. The listener's own. */
  long eventsUnderWay;

  /** Whether the delivery under way tells that the session has ended. */
  boolean endUnderWay;

  boolean detached;

  /** When it began to wait; what had come before waited for the client. */
  private final long sinceWallNanos;

  /** Of the write under way; these two are the listener's own. */
  private long writingSinceNanos;

  /** When the oldest event in it came that this listener waited for; 0 when there is none. */
  private long oldestWallNanos;

  private @Nullable Deque<Event> notices;

  Attachment(Session session, Listener listener, long cursor) {
    this.session = session;
    this.listener = listener;
    this.cursor = cursor;
    this.underWay = cursor;
    this.sinceWallNanos = session.time.wallNanos();
  }

  /** As {@link Session#attach}. */
  static Attachment join(Session session, Listener listener, @Nullable Position position)
      throws AttachRefusedException {
    Attachment joining;
    Attachment[] givingWay;
    Attachment[] fellows;
    boolean returning = position != null && position.epoch().equals(session.epoch());
    synchronized (session) {
      Outbox feed = session.feed;
      Long offset = offsetOf(position, returning);
      if (listener.transport() == Transport.SSE && offset != null) {
        session
            .counters
            .delivery()
            .resumes()
            .increment(returning ? feed.resumption(offset) : ResumeOutcome.LOST);
      }
      joining = new Attachment(session, listener, feed.start(offset));
      givingWay = feed.giveWay(listener.transport(), returning);
      for (Attachment old : givingWay) {
        feed.leave(old);
      }
      fellows = feed.attachments();
      feed.join(joining, new Event.Joined(session.upstreamState, returning));
      if (listener.transport() == Transport.POLL) {
        session.trace.polling(session.age());
      } else {
        session.note(ActivityKind.STREAM_ATTACHED);
      }
    }
    for (Attachment old : givingWay) {
      old.listener.superseded();
    }
    Wakeups.wake(fellows);
    return joining;
  }

  /**
   * A position of another epoch is of a client whose session was lost: it has seen nothing of this
   * one.
   */
  private static @Nullable Long offsetOf(@Nullable Position position, boolean returning) {
    if (position == null) {
      return null;
    }
    return returning ? position.offset() : 0L;
  }

  void tell(Event notice) {
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

  /** An event or a notice has come: wakes the listener if it waits. No lock is held. */
  void wake() {
    if (state.getAndSet(State.BUSY) == State.WAITING) {
      listener.wake();
    }
  }

  /** The listener holds everything there is; under the session's lock. */
  void drained(boolean waiting) {
    state.set(waiting ? State.WAITING : State.DRAINED);
  }

  /** The delivery in flight was written; the listener calls. */
  void advance() {
    cursor = underWay;
    session.counters.delivery().counts().add(DeliveryCount.MESSAGES_OUT, eventsUnderWay);
    eventsUnderWay = 0;
  }

  /**
   * Takes what is there; the previous delivery counts as written. Takes the session's lock only if
   * something may be there.
   *
   * @return null when nothing is there: the listener will be woken once when something is
   */
  public @Nullable Delivery take() {
    if (state.compareAndSet(State.DRAINED, State.WAITING)) {
      advance();
      return null;
    }
    return state.get() == State.WAITING ? null : take(false);
  }

  /** Takes what is there, even if it is nothing; null only if this attachment has ended. */
  public @Nullable Delivery takeNow() {
    return take(true);
  }

  private @Nullable Delivery take(boolean evenNothing) {
    Delivery delivery;
    synchronized (session) {
      if (detached) {
        return null;
      }
      session.feed.written(this);
      delivery = session.feed.take(this, session.upstreamState, session.closed, evenNothing);
      if (delivery != null && delivery.dropped() > 0) {
        session.trace.gap(session.age(), delivery.dropped());
      }
    }
    if (delivery != null && delivery.dropped() > 0) {
      session.counters.delivery().counts().increment(DeliveryCount.GAPS);
    }
    return delivery;
  }

  /** Up to where the client was given everything. */
  public Position position() {
    synchronized (session) {
      return new Position(cursor, session.epoch());
    }
  }

  /**
   * The listener begins to write a delivery; its own thread calls, one write at a time.
   *
   * @param bytes that it takes on the wire
   */
  public void writing(Delivery delivery, int bytes) {
    session.counters.delivery().counts().add(DeliveryCount.BYTES_OUT, bytes);
    writingSinceNanos = session.time.nanos();
    oldestWallNanos = 0;
    List<Event> events = delivery.events();
    for (int i = 0; i < events.size() && oldestWallNanos == 0; i++) {
      if (events.get(i) instanceof Event.ChannelEvent said && said.wallNanos() >= sinceWallNanos) {
        oldestWallNanos = said.wallNanos();
      }
    }
  }

  /** The listener begins to write a heartbeat. */
  public void writingHeartbeat() {
    writingSinceNanos = session.time.nanos();
    session.counters.delivery().counts().increment(DeliveryCount.HEARTBEATS);
  }

  /** The write that was begun is done. */
  public void written() {
    long nanos = session.time.nanos();
    if (oldestWallNanos != 0) {
      long wallNanos = session.time.wallNanos(nanos);
      session.counters.delivery().latency().record(wallNanos - oldestWallNanos);
      oldestWallNanos = 0;
    }
    long millis = (nanos - writingSinceNanos) / 1_000_000;
    if (millis > STALL_MILLIS) {
      stalled(millis);
    }
  }

  private void stalled(long millis) {
    session.counters.delivery().counts().increment(DeliveryCount.WRITE_STALLS);
    session.stalled(millis);
  }

  /**
   * The listener was a poll, and has ended.
   *
   * @param waitedNanos since it began
   */
  public void polled(PollResult result, long waitedNanos) {
    session.counters.delivery().polled(result, waitedNanos);
  }

  /**
   * The client takes nothing, and is given up.
   *
   * @param quietNanos for how long it has taken nothing
   */
  public void givenUp(long quietNanos) {
    session.counters.delivery().counts().increment(DeliveryCount.SLOW_CLIENTS);
    stalled(quietNanos / 1_000_000);
  }

  /** Whether nothing can be taken any more. */
  public boolean hasEnded() {
    synchronized (session) {
      return detached;
    }
  }

  /** Ends the attachment; the delivery under way was written. */
  public void finish() {
    leave(true);
  }

  /** Ends the attachment; the delivery under way may not have reached the client. */
  public void detach() {
    leave(false);
  }

  private void leave(boolean finished) {
    synchronized (session) {
      if (finished) {
        session.feed.written(this);
      }
      if (!detached) {
        session.feed.leave(this);
        session.lifetime.left(listener.transport(), session.time.nanos());
        if (listener.transport() == Transport.SSE) {
          session.note(ActivityKind.STREAM_LEFT);
        }
      }
    }
  }
}
