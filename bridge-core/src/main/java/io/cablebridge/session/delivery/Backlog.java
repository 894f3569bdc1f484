package io.cablebridge.session.delivery;

import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.bounded.Ring;
import io.cablebridge.protocol.Payload;
import io.cablebridge.session.delivery.Event.ChannelEvent;
import io.cablebridge.session.diagnostics.DropCause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of one session that are held for its listeners, numbered by their offset. Listeners
 * keep cursors into it: the queue length and the number of dropped events are subtractions. Bounded
 * in events and in bytes, and by the budget of all sessions: when it is full, the oldest events are
 * dropped. One of each session; the {@link SessionLock} guards it.
 */
public final class Backlog {
  /** The newest event of this size is always kept: the number of sessions bounds them. */
  private static final int SMALL = 4096;

  private final HeapBudget budget;
  private final Ring<ChannelEvent> ring = new Ring<>();
  private final int queueEvents;
  private final int queueBytes;
  private int maxEvents;
  private int maxBytes;
  private int bytes;

  /** {@link #limit(int)} changes the limit of events, but not how much room a history leaves. */
  public Backlog(int queueEvents, int queueBytes, HeapBudget budget) {
    this.queueEvents = queueEvents;
    this.queueBytes = queueBytes;
    this.maxEvents = queueEvents;
    this.maxBytes = queueBytes;
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

  /** Whether the events of all sessions together exceed their budget. */
  boolean isShortOfMemory() {
    return budget.isExceeded();
  }

  /** Bytes of the events after this offset. */
  public long bytesAfter(long offset) {
    long after = 0;
    for (long i = Math.max(offset + 1, oldest()); i <= newest(); i++) {
      after += ring.get(i).size();
    }
    return after;
  }

  public int bytesLimit() {
    return maxBytes;
  }

  public int limit() {
    return maxEvents;
  }

  public void limit(int events) {
    maxEvents = events;
  }

  /** Raises the limits so that a history fits on top of a queue that fills up afterwards. */
  public void reserve(List<? extends Payload> history) {
    long historyBytes = 0;
    for (Payload message : history) {
      historyBytes += ChannelEvent.sizeOf(message);
    }
    maxEvents = atLeast(maxEvents, (long) ring.size() + history.size() + queueEvents);
    maxBytes = atLeast(maxBytes, bytes + historyBytes + queueBytes);
  }

  private static int atLeast(int limit, long needed) {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(limit, needed));
  }

  /**
   * Appends an event whose offset is {@link #newest} + 1, and drops the oldest events until it
   * fits; returns why the last of them was dropped, null when none was. The newest event is kept
   * whatever its size, unless it is large and the budget of all sessions overfull.
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
    if (event.held() > SMALL && budget.isOverfull()) {
      cause = DropCause.MEMORY;
      dropOldest(); // which it is itself: a budget that is exceeded leaves no other
    }
    return cause;
  }

  public ChannelEvent get(long offset) {
    return ring.get(offset);
  }

  public void removeUpTo(long upTo) {
    while (!ring.isEmpty() && ring.oldest() <= upTo) {
      dropOldest();
    }
  }

  /** Why one more event does not fit, its bytes included; null if it fits. */
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
