package io.cablebridge.session;

import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.protocol.Payload;
import io.cablebridge.session.command.Subscription;
import io.cablebridge.session.delivery.AttachRefusedException;
import io.cablebridge.session.delivery.Backlog;
import io.cablebridge.session.delivery.CloseReason;
import io.cablebridge.session.delivery.Delivery;
import io.cablebridge.session.delivery.DeliveryCount;
import io.cablebridge.session.delivery.DeliveryCounters;
import io.cablebridge.session.delivery.DropCause;
import io.cablebridge.session.delivery.Event;
import io.cablebridge.session.delivery.Event.ChannelEvent;
import io.cablebridge.session.delivery.Event.Kind;
import io.cablebridge.session.delivery.ResumeOutcome;
import io.cablebridge.session.delivery.Transport;
import io.cablebridge.session.delivery.UpstreamState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a session has said and who has read how much of it: the backlog, the attachments, and the
 * offsets up to which events were delivered or acknowledged. Part of one {@link Session}, whose
 * lock guards it.
 *
 * <p>Delivered is not received: what was written may lie in a socket that is dead. So delivered
 * events stay, for a linger or until the queue needs the room, and acknowledged ones go at once; as
 * do all of a session that nobody can come back to.
 */
final class Outbox {
  private static final Attachment[] NOBODY = {};
  private static final int BATCH_BYTES = 64 * 1024;

  private final Backlog backlog;
  private final boolean allowReuse;
  private final DeliveryCounters counters;

  /** Whether what was written may be wanted again by a client that comes back. */
  private final boolean keepsDelivered;

  private Attachment[] attachments = NOBODY;

  /**
   * Up to here everything was written to some listener, as far as it was looked at: listeners move
   * their cursors without the lock. Read by {@link #delivered()}.
   */
  private long delivered;

  /** Up to here an acknowledging poll has everything; -1 while the reader acknowledges nothing. */
  private long acknowledged = -1;

  /** Up to here everything had been delivered when last settled. */
  private long settled;

  private long dropped;
  private boolean endTold;

  Outbox(
      SessionConfig config, HeapBudget budget, DeliveryCounters counters, boolean keepsDelivered) {
    this.counters = counters;
    this.keepsDelivered = keepsDelivered;
    this.backlog = new Backlog(config.queueEvents(), config.queueBytes(), budget);
    this.allowReuse = config.allowReuse();
  }

  void limit(int events) {
    backlog.limit(events);
  }

  /** Lets a past be told whatever waits already. */
  void makeRoom(List<? extends Payload> past, SessionConfig config) {
    long bytes = 0;
    for (Payload message : past) {
      bytes += ChannelEvent.sizeOf(message);
    }
    backlog.reserve(past.size() + config.queueEvents(), bytes + config.queueBytes());
  }

  /** Whoever reads now; never changed in place. */
  Attachment[] attachments() {
    return attachments;
  }

  /** Counts as dropped what is lost by it that somebody had still to be given. */
  void append(
      Kind kind,
      Subscription subscription,
      long wallNanos,
      @Nullable Payload message,
      @Nullable String reason) {
    long read = Math.max(readByAll(delivered()), backlog.oldest() - 1);
    release();
    DropCause cause =
        backlog.append(
            new ChannelEvent(
                backlog.newest() + 1,
                wallNanos,
                kind,
                subscription,
                message,
                reason,
                kind == Kind.DISCONNECTED));
    long lost = backlog.oldest() - 1 - read;
    if (cause != null && lost > 0) {
      dropped += lost;
      counters.drops().add(cause, lost);
    }
  }

  private long delivered() {
    for (Attachment attachment : attachments) {
      delivered = Math.max(delivered, attachment.cursor);
    }
    return delivered;
  }

  private long readByAll(long read) {
    long least = read;
    for (Attachment attachment : attachments) {
      least = Math.min(least, attachment.cursor);
    }
    return least;
  }

  /**
   * Who must give way to a newcomer. A poll always gives way to a poll; others only to a client
   * that proves its return, or to nobody where sessions may be followed by several.
   */
  Attachment[] giveWay(Transport transport, boolean returning) throws AttachRefusedException {
    Attachment[] polls =
        transport == Transport.SSE
            ? NOBODY
            : Arrays.stream(attachments)
                .filter(a -> a.listener.transport() == Transport.POLL)
                .toArray(Attachment[]::new);
    if (allowReuse || polls.length == attachments.length) {
      return polls;
    }
    if (!returning) {
      throw new AttachRefusedException(AttachRefusedException.Cause.BUSY);
    }
    return attachments;
  }

  /**
   * Where a listener starts that shows an offset of this epoch; null for one that shows nothing.
   */
  long start(@Nullable Long offset) throws AttachRefusedException {
    if (offset == null) {
      return delivered();
    }
    if (offset > backlog.newest()) {
      throw new AttachRefusedException(AttachRefusedException.Cause.FUTURE_POSITION);
    }
    return offset;
  }

  /** What somebody finds who has everything up to an offset of this epoch. */
  ResumeOutcome resumption(long offset) {
    if (offset > backlog.newest()) {
      return ResumeOutcome.REFUSED;
    }
    return offset < backlog.oldest() - 1 ? ResumeOutcome.GAP : ResumeOutcome.COMPLETE;
  }

  /** A stream is told, and its fellows are; a poll that proves its return acknowledges. */
  void join(Attachment joining, Event.Joined joined) {
    if (joining.listener.transport() == Transport.POLL && joined.resumed()) {
      acknowledge(joining.cursor);
    } else {
      acknowledgeNothing();
    }
    if (joining.listener.transport() == Transport.SSE) {
      joining.tell(joined);
      for (Attachment fellow : attachments) {
        fellow.tell(joined);
      }
    }
    attachments = Arrays.copyOf(attachments, attachments.length + 1);
    attachments[attachments.length - 1] = joining;
  }

  void leave(Attachment leaving) {
    delivered();
    leaving.detached = true;
    List<Attachment> left = new ArrayList<>(Arrays.asList(attachments));
    left.remove(leaving);
    attachments = left.isEmpty() ? NOBODY : left.toArray(NOBODY);
  }

  /** A poll has everything up to an offset. */
  private void acknowledge(long offset) {
    acknowledged = offset;
    delivered = Math.max(delivered, offset);
    if (attachments.length == 0) {
      backlog.forget(offset);
    }
  }

  /** From now on the reader acknowledges nothing. */
  private void acknowledgeNothing() {
    acknowledged = -1;
  }

  /** The delivery in flight was written. */
  void written(Attachment attachment) {
    attachment.advance();
    delivered = Math.max(delivered, attachment.cursor);
    endTold |= attachment.endUnderWay;
    release();
  }

  /** Drops what was delivered, if no client can come back for it. */
  void release() {
    if (!keepsDelivered) {
      backlog.forget(readByAll(delivered()));
    }
  }

  /**
   * The next batch for an attachment; null when there is nothing in it and {@code evenNothing} is
   * false.
   */
  @Nullable Delivery take(
      Attachment attachment,
      UpstreamState upstream,
      @Nullable CloseReason end,
      boolean evenNothing) {
    Deque<Event> notices = attachment.takeNotices();
    long after = attachment.cursor;
    long cursor = after;
    long lost = Math.max(0, backlog.oldest() - 1 - cursor);
    boolean oneEvent =
        notices == null && lost == 0 && end == null && cursor + 1 == backlog.newest();
    if (oneEvent && attachment.listener.transport() == Transport.SSE) {
      attachment.underWay = cursor + 1;
      attachment.eventsUnderWay = 1;
      attachment.drained(false);
      List<Event> only = List.of(backlog.get(cursor + 1));
      return new Delivery(only, after, cursor + 1, 0, 0, upstream, false);
    }
    List<Event> events = notices == null ? new ArrayList<>(2) : new ArrayList<>(notices);
    if (lost > 0) {
      events.add(new Event.Dropped(lost));
      cursor += lost;
    }
    for (int bytes = 0; cursor < backlog.newest() && bytes < BATCH_BYTES; ) {
      ChannelEvent event = backlog.get(++cursor);
      bytes += event.size();
      events.add(event);
    }
    if (attachment.listener.transport() == Transport.POLL) {
      counters
          .counts()
          .add(
              DeliveryCount.REDELIVERED, Math.max(0, Math.min(cursor, delivered()) - after - lost));
    }
    boolean last = end != null && cursor == backlog.newest();
    if (end != null && last) {
      events.add(new Event.Closed(end));
    }
    boolean nothing = events.isEmpty() && !evenNothing;
    if (cursor == backlog.newest()) {
      attachment.drained(nothing);
    }
    if (nothing) {
      return null;
    }
    attachment.underWay = cursor;
    attachment.eventsUnderWay = cursor - after - lost;
    attachment.endUnderWay = last;
    return new Delivery(events, after, cursor, lost, backlog.newest() - cursor, upstream, last);
  }

  /**
   * Forgets what had been delivered when this was last called, but for what a slow reader still has
   * before it; called once a linger.
   */
  void settle() {
    backlog.forget(readByAll(settled));
    settled = acknowledged >= 0 ? Math.min(delivered(), acknowledged) : delivered();
  }

  /** Forgets everything: nobody will read it. */
  void forget() {
    backlog.forget(backlog.newest());
  }

  /** Whether somebody has been told everything to the end. */
  boolean endTold() {
    return endTold;
  }

  /** Events held and not yet delivered: what was dropped does not wait any more. */
  long queueLength() {
    return backlog.newest() - Math.max(delivered(), backlog.oldest() - 1);
  }

  /** How many events it may hold. */
  int limit() {
    return backlog.limit();
  }

  /** All that is held, including what was delivered lately. */
  long heldBytes() {
    release();
    return backlog.bytes();
  }

  long dropped() {
    return dropped;
  }

  /** Events that polls were given and have not acknowledged. */
  long unacknowledged() {
    return acknowledged < 0 ? 0 : Math.max(0, delivered() - acknowledged);
  }
}
