package io.cablebridge.session.delivery;

import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.Transport;
import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.delivery.Event.ChannelEvent;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A batch handed to a listener: events in order, notices among them. Created by the {@link Outbox}
 * when a listener takes; immutable.
 *
 * @param after the listener's offset before the batch; each event moves it: a channel event to its
 *     own offset, a {@link Event.Dropped} by its count, other notices not at all
 * @param position the offset after the batch
 * @param dropped events before the batch that were lost to a full queue
 * @param queueLength events that still wait behind the batch
 * @param last whether nothing comes after this batch, because the session has ended
 */
public record Delivery(
    List<Event> events,
    long after,
    long position,
    long dropped,
    long queueLength,
    UpstreamState upstream,
    boolean last) {
  private static final int BATCH_BYTES = 64 * 1024;

  /**
   * @param onlySmall whether a large event, and what follows it, stays in the backlog for now
   */
  static Delivery next(Cursor cursor, Backlog backlog, SessionState state, boolean onlySmall) {
    Deque<Event> notices = cursor.takeNotices();
    CloseReason end = state.closeReason();
    long after = cursor.position();
    long lost = Math.max(0, backlog.oldest() - 1 - after);
    boolean onlyOne = notices == null && lost == 0 && end == null && after + 1 == backlog.newest();
    if (onlyOne && !onlySmall && cursor.transport() == Transport.SSE) {
      // The usual case, in a list without room for more.
      List<Event> only = List.of(backlog.get(after + 1));
      return new Delivery(only, after, after + 1, 0, 0, state.upstream(), false);
    }
    List<Event> events = notices == null ? new ArrayList<>(2) : new ArrayList<>(notices);
    if (lost > 0) {
      events.add(new Event.Dropped(lost));
    }
    long position = after + lost;
    for (int bytes = 0; position < backlog.newest() && bytes < BATCH_BYTES; ) {
      ChannelEvent event = backlog.get(position + 1);
      bytes += event.size();
      if (onlySmall && bytes > WriteBudget.SMALL) {
        break;
      }
      events.add(event);
      position++;
    }
    boolean last = end != null && position == backlog.newest();
    if (end != null && last) {
      events.add(new Event.Closed(end));
    }
    long waiting = backlog.newest() - position;
    return new Delivery(events, after, position, lost, waiting, state.upstream(), last);
  }
}
