package io.cablebridge.session.delivery;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.protocol.Position;
import io.cablebridge.time.Time;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a listener holds of the session that it reads. Created by the session when the listener
 * attaches, ended by the listener with {@link #finish} or {@link #detach}, or by the session when
 * another listener replaces it. It takes the {@link SessionLock} itself; the times of a write
 * belong to the thread of the listener.
 */
public final class Attachment {
  private static final long STALL_MILLIS = 1_000;

  private final SessionLock lock;
  private final Cursor cursor;
  private final DeliveryCounters counters;
  private final Time time;

  @GuardedBy("lock")
  private final Outbox outbox;

  /** The time of its creation; earlier events have waited for the client. */
  private final long sinceWallNanos;

  /** The timer reads it while a write is in progress; the listener publishes the write. */
  private long writingSinceNanos;

  /** Arrival of the oldest event in that write for which this listener waited; 0 without one. */
  private long oldestWallNanos;

  public Attachment(SessionLock lock, Outbox outbox, Cursor cursor, Time time) {
    this.lock = lock;
    this.outbox = outbox;
    this.cursor = cursor;
    this.time = time;
    this.counters = outbox.counters();
    this.sinceWallNanos = time.wallNanos();
  }

  /**
   * Takes what is there; the previous delivery counts as written. Null when nothing is there: the
   * listener will be woken once when something is. Locks only if something may be there.
   */
  public @Nullable Delivery take() {
    if (cursor.waitsAfterLast()) {
      counters.counts().add(DeliveryCount.MESSAGES_OUT, cursor.advance());
      return null;
    }
    return cursor.isWaiting() ? null : take(false);
  }

  /** Whether the listener was woken for nothing; it will be woken again. */
  public boolean waits() {
    synchronized (lock) {
      return cursor.waits(outbox.backlog().newest(), outbox.state().isClosed());
    }
  }

  /** Takes what is there, even if it is nothing; null only if this attachment has ended. */
  public @Nullable Delivery takeNow() {
    return take(true);
  }

  private @Nullable Delivery take(boolean evenNothing) {
    synchronized (lock) {
      if (cursor.isDetached()) {
        return null;
      }
      outbox.written(cursor);
      Delivery delivery = outbox.take(cursor, evenNothing);
      if (delivery != null && delivery.dropped() > 0) {
        counters.counts().increment(DeliveryCount.GAPS);
        outbox.diagnostics().gap(time.nanos(), delivery.dropped());
      }
      return delivery;
    }
  }

  /** The position up to which the client was given everything. */
  public Position position() {
    synchronized (lock) {
      return outbox.position(cursor);
    }
  }

  /** The listener begins to write a delivery of this size; its own thread, one at a time. */
  public void writing(Delivery delivery, int bytes) {
    counters.counts().add(DeliveryCount.BYTES_OUT, bytes);
    writingSinceNanos = time.nanos();
    oldestWallNanos = 0;
    List<Event> events = delivery.events();
    for (int i = 0; i < events.size() && oldestWallNanos == 0; i++) {
      if (events.get(i) instanceof Event.ChannelEvent event
          && event.wallNanos() >= sinceWallNanos) {
        oldestWallNanos = event.wallNanos();
      }
    }
  }

  /** Bytes that wait for the client to read them, or with a negative number no longer. */
  public void holds(int bytes) {
    counters.writes().add(bytes);
  }

  /** Whether the write in progress must end, because it keeps memory that others need. */
  public boolean mustMakeRoom(int bytes, long nanos) {
    return counters.writes().ends(bytes, nanos - writingSinceNanos);
  }

  /** Whether {@link #take} has left something for want of room, and there is room again. */
  public boolean isPostponed() {
    return cursor.isPostponed() && !counters.writes().isShort(cursor.transport());
  }

  public void writingHeartbeat() {
    writingSinceNanos = time.nanos();
    counters.counts().increment(DeliveryCount.HEARTBEATS);
  }

  public void written() {
    long nanos = time.nanos();
    if (oldestWallNanos != 0) {
      counters.latency().record(time.wallNanos(nanos) - oldestWallNanos);
      oldestWallNanos = 0;
    }
    long millis = (nanos - writingSinceNanos) / 1_000_000;
    if (millis > STALL_MILLIS) {
      stalled(millis);
    }
  }

  private void stalled(long millis) {
    counters.counts().increment(DeliveryCount.WRITE_STALLS);
    synchronized (lock) {
      outbox.diagnostics().stalled(time.nanos(), millis);
      outbox.state().stuck(false);
    }
  }

  /** The listener was a poll, and has ended after this wait. */
  public void polled(PollResult result, long waitedNanos) {
    counters.polls().increment(result);
    counters.pollWaits().record(waitedNanos);
  }

  /** The listener closes its response, because the client has read nothing for this time. */
  public void givenUp(long quietNanos) {
    counters.counts().increment(DeliveryCount.SLOW_CLIENTS);
    stalled(quietNanos / 1_000_000);
    synchronized (lock) {
      outbox.state().cut();
    }
  }

  /**
   * The timer finds a write in progress; what waits for a slow one waits no longer.
   *
   * @return whether it is a stall already, which the session then shows
   */
  public boolean writesSlowly(long nanos) {
    long millis = (nanos - writingSinceNanos) / 1_000_000;
    if (millis <= STALL_MILLIS) {
      return false;
    }
    Listeners followers;
    synchronized (lock) {
      if (!cursor.isDetached()) {
        outbox.diagnostics().stuck(millis);
        outbox.state().stuck(true);
      }
      followers = outbox.startFollowers();
    }
    followers.wake();
    return true;
  }

  /** The write that was slow is over. */
  public void writesAgain() {
    synchronized (lock) {
      outbox.state().stuck(false);
    }
  }

  public boolean hasEnded() {
    synchronized (lock) {
      return cursor.isDetached();
    }
  }

  /** Ends the attachment; the delivery in flight was written. */
  public void finish() {
    Listeners followers;
    synchronized (lock) {
      outbox.written(cursor);
      followers = outbox.leave(cursor, time.nanos());
    }
    followers.wake();
  }

  /** Ends the attachment; the delivery in flight may not have reached the client. */
  public void detach() {
    Listeners followers;
    synchronized (lock) {
      followers = outbox.leave(cursor, time.nanos());
    }
    followers.wake();
  }
}
