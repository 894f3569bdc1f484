package io.cablebridge.session.delivery;

import io.cablebridge.session.delivery.Event.ChannelEvent;
import org.jspecify.annotations.Nullable;

/**
 * A ring of numbered entries with cursors, not a drained list: who has read what, how much waits
 * and what was lost are all subtraction. Bounded in entries and in bytes: the oldest go when it is
 * full. Holds no array while it is empty. Guarded by its session's lock.
 */
public final class Backlog {
  private static final int SMALLEST = 4;

  private int maxBytes;
  private final BacklogBudget budget;
  private int maxEvents;
  private @Nullable ChannelEvent @Nullable [] ring;

  /** Offset of the oldest entry held; newest + 1 while there is none. */
  private long oldest = 1;

  private long newest;
  private int bytes;

  public Backlog(int maxEvents, int maxBytes, BacklogBudget budget) {
    this.maxEvents = maxEvents;
    this.maxBytes = maxBytes;
    this.budget = budget;
  }

  public long oldest() {
    return oldest;
  }

  public long newest() {
    return newest;
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

  /** Lets so much more be held than is. */
  public void makeRoom(int events, long moreBytes) {
    maxEvents =
        (int) Math.min(Integer.MAX_VALUE, Math.max(maxEvents, newest - oldest + 1 + events));
    maxBytes = (int) Math.min(Integer.MAX_VALUE, Math.max(maxBytes, bytes + moreBytes));
  }

  /**
   * Appends an entry whose offset is {@link #newest} + 1; the newest one is always kept, whatever
   * its size.
   *
   * @return why the last of those went that had to go for it; null when none had to
   */
  public @Nullable DropCause append(ChannelEvent event) {
    newest++;
    bytes += event.size();
    budget.add(event.held());
    DropCause cause = null;
    for (DropCause full = full(); oldest < newest && full != null; full = full()) {
      cause = full;
      dropOldest();
    }
    roomForNewest();
    slot(newest, event);
    return cause;
  }

  /** The entry at an offset that is held. */
  public ChannelEvent get(long offset) {
    ChannelEvent[] held = ring;
    ChannelEvent event = held == null ? null : held[(int) (offset & (held.length - 1))];
    if (event == null) {
      throw new IllegalStateException("offset " + offset + " is not held");
    }
    return event;
  }

  /** Forgets everything up to an offset. */
  public void forget(long upTo) {
    while (oldest <= upTo && oldest <= newest) {
      dropOldest();
    }
    if (oldest > newest) {
      ring = null;
    }
  }

  private @Nullable DropCause full() {
    if (newest - oldest >= maxEvents) {
      return DropCause.QUEUE_EVENTS;
    }
    if (bytes > maxBytes) {
      return DropCause.QUEUE_BYTES;
    }
    return budget.exceeded() ? DropCause.MEMORY : null;
  }

  private void dropOldest() {
    ChannelEvent dropped = get(oldest);
    bytes -= dropped.size();
    budget.add(-dropped.held());
    slot(oldest, null);
    oldest++;
  }

  private void slot(long offset, @Nullable ChannelEvent event) {
    @Nullable ChannelEvent[] held = ring;
    if (held != null) {
      held[(int) (offset & (held.length - 1))] = event;
    }
  }

  private void roomForNewest() {
    int needed = (int) (newest - oldest + 1);
    @Nullable ChannelEvent[] held = ring;
    if (held == null) {
      ring = new ChannelEvent[Math.max(SMALLEST, Integer.highestOneBit(needed * 2 - 1))];
    } else if (needed > held.length) {
      @Nullable ChannelEvent[] larger = new ChannelEvent[held.length * 2];
      for (long offset = oldest; offset < newest; offset++) {
        larger[(int) (offset & (larger.length - 1))] = held[(int) (offset & (held.length - 1))];
      }
      ring = larger;
    }
  }
}
