package io.cablebridge.session.delivery;

import java.util.List;

/**
 * A batch handed to a listener: events in order, notices among them.
 *
 * @param after the listener's offset before the batch; each event moves it: a channel event to its
 *     own offset, a {@link Event.Dropped} by its count, other notices not at all
 * @param position the offset after the batch
 * @param dropped how many events before the batch were lost to a full queue
 * @param queueLength events that still wait behind the batch
 * @param last nothing comes after this batch: the session has ended
 */
public record Delivery(
    List<Event> events,
    long after,
    long position,
    long dropped,
    long queueLength,
    UpstreamState upstream,
    boolean last) {}
