package io.cablebridge.session.delivery;

import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.bounded.Ring;
import io.cablebridge.session.delivery.Event.ChannelEvent;
import org.jspecify.annotations.Nullable;

/**
 * The events of one session that are held for its listeners, numbered by their offset. Listeners
 * keep cursors into it: the queue length and the number of dropped events are subtractions. Bounded
 * in events and in bytes, and by the budget of all sessions: when it is full, the oldest events are
 * dropped. Created by the session's outbox; guarded by the session's lock.
 */
public final class Backlog {
  private final HeapBudget budget;
  private final Ring<ChannelEvent> ring = new Ring<>();
  private int maxEvents;
  private int maxBytes;
  private int bytes;

  public Backlog(int maxEvents, int maxBytes, HeapBudget budget) {
    this.maxEvents = maxEvents;
    this.maxBytes = maxBytes;
    this.budget = budget;
  }

  /** Offset of the oldest event held; {@code newest + 1} while there is none. */
  public long oldest() {
    return ring.oldest();
  }

  /** Offset of the newest event; 0 before the first. */
  public long newest() {
    return ring.newest();
  }

  public int bytes() {
    return bytes;
  }

  public int limit() {
    return maxEvents;
  }

  public void limit(int events) {
    maxEvents = events;
  }

  /** Raises the limits so that this many events and bytes fit on top of what is held. */
  public void reserve(int events, long moreBytes) {
    long roomyEvents = Math.max(maxEvents, (long) ring.size() + events);
    maxEvents = (int) Math.min(Integer.MAX_VALUE, roomyEvents);
    maxBytes = (int) Math.min(Integer.MAX_VALUE, Math.max(maxBytes, bytes + moreBytes));
  }

  /**
   * Appends an event whose offset is {@link #newest} + 1, and drops the oldest events until it
   * fits. The newest event is always kept, whatever its size.
   *
   * @return why the last of the dropped events was dropped; null when none was
   */
  public @Nullable DropCause append(ChannelEvent event) {
    bytes += event.size();
    budget.add(event.held());
    DropCause cause = null;
    for (DropCause full = full(); !ring.isEmpty() && full != null; full = full()) {
      cause = full;
      dropOldest();
    }
    ring.add(event);
    return cause;
  }

  /** The event at an offset that is held. */
  public ChannelEvent get(long offset) {
    return ring.get(offset);
  }

  /** Removes every event up to and including this offset. */
  public void forget(long upTo) {
    while (!ring.isEmpty() && ring.oldest() <= upTo) {
      dropOldest();
    }
  }

  /** Why one more event does not fit; its bytes are counted already. */
  private @Nullable DropCause full() {
    if (ring.size() >= maxEvents) {
      return DropCause.QUEUE_EVENTS;
    }
    if (bytes > maxBytes) {
      return DropCause.QUEUE_BYTES;
    }
    return budget.isExceeded() ? DropCause.MEMORY : null;
  }

  private void dropOldest() {
    ChannelEvent dropped = ring.removeOldest();
    bytes -= dropped.size();
    budget.add(-dropped.held());
  }
}
