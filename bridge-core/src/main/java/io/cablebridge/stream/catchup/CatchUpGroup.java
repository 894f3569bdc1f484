package io.cablebridge.stream.catchup;

import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.stream.CatchUpResult;
import io.cablebridge.stream.StreamMessage;
import io.cablebridge.stream.StreamSubscriber;
import io.cablebridge.stream.catchup.HistorySource.HistoryQuery;
import io.cablebridge.stream.fanout.SubscriberList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Subscribers of one stream that wait for the same catch-up query. Live messages that arrive in the
 * meantime are buffered once for the whole group. {@link State} says where it is. Created by {@link
 * CatchUp} and owned by the queue of its stream.
 */
final class CatchUpGroup {
  /** Live messages buffered. More come only if a query takes very long. */
  private static final int MAX_BUFFERED = 1_000;

  private enum State {
    /** The broker is unavailable; the query follows when it is back. */
    WAITING,
    /** The query runs, and live messages are buffered. */
    QUERYING,
    /** As QUERYING, but the buffer has overflowed: the result will be incomplete. */
    OVERFLOWN,
    /** The group was given messages beyond the newest live one, and skips these when they come. */
    AHEAD,
    /** The group has what every live subscriber has, and can join them. */
    CAUGHT_UP
  }

  private final SubscriberList subscribers = new SubscriberList();
  private final List<StreamMessage> buffer = new ArrayList<>(0);

  /** Null: its subscribers requested no history. */
  private @Nullable HistoryQuery query;

  private State state = State.WAITING;

  /** The result of the query that runs; any other one is out of date. */
  private @Nullable CompletionStage<CatchUpResult> running;

  /** In state AHEAD: the position up to which the group has messages. */
  private @Nullable StreamPosition reached;

  CatchUpGroup(@Nullable HistoryQuery query) {
    this.query = query;
  }

  SubscriberList subscribers() {
    return subscribers;
  }

  boolean isCaughtUp() {
    return state == State.CAUGHT_UP;
  }

  CompletionStage<CatchUpResult> query(HistorySource source, StreamHistory history) {
    HistoryQuery asked =
        query == null ? null : query.withWhole(history.isWholeSince(query.since()));
    query = asked;
    CompletionStage<CatchUpResult> result =
        asked == null
            ? CompletableFuture.completedFuture(CatchUpResult.NONE)
            : CompletableFuture.completedFuture(asked).thenCompose(source::read);
    state = State.QUERYING;
    running = result;
    return result;
  }

  /** The answer to the query, with what this node holds. */
  CatchUpResult withHeld(CatchUpResult result, StreamHistory history) {
    long since = query == null ? 0 : query.since();
    boolean adds =
        since > 0
            && history.isWholeSince(since)
            && result.outcome() == CatchUpResult.Outcome.COMPLETE;
    return adds ? withHeld(result.missed(), history.heldSince(since), history.newest()) : result;
  }

  /** Messages that were found but have not arrived on this node yet are the newest. */
  private static CatchUpResult withHeld(
      List<StreamMessage> found, List<StreamMessage> held, List<StreamPosition> newest) {
    Set<StreamPosition> known = new HashSet<>();
    held.forEach(message -> known.add(Objects.requireNonNull(message.position())));
    List<StreamMessage> older = new ArrayList<>();
    List<StreamMessage> newer = new ArrayList<>();
    for (StreamMessage message : found) {
      if (!known.contains(message.position())) {
        (covers(newest, message.position()) ? older : newer).add(message);
      }
    }
    older.addAll(held);
    older.addAll(newer);
    return CatchUpResult.complete(older);
  }

  boolean waitsFor(CompletionStage<CatchUpResult> result) {
    return running == result;
  }

  /** The broker became unavailable: a query that runs is repeated later. */
  void interrupt(List<StreamPosition> newest) {
    StreamPosition last = reached;
    if (last != null) {
      subscribers.call(StreamSubscriber::lost);
      List<StreamPosition> read = new ArrayList<>(newest);
      read.removeIf(position -> position.epoch().equals(last.epoch()));
      read.add(last);
      query = new HistoryQuery(read, 0);
    }
    state = State.WAITING;
    reached = null;
    running = null;
    buffer.clear();
  }

  void message(StreamMessage message) {
    StreamPosition last = reached;
    if (last != null) {
      deliverBeyond(last, message);
    } else if (state == State.QUERYING || state == State.OVERFLOWN) {
      if (buffer.size() == MAX_BUFFERED) {
        state = State.OVERFLOWN;
        buffer.clear();
      }
      buffer.add(message);
    }
  }

  private void deliverBeyond(StreamPosition last, StreamMessage message) {
    StreamPosition position = message.position();
    boolean sameEpoch = position != null && position.epoch().equals(last.epoch());
    if (position == null || !sameEpoch || position.offset() > last.offset()) {
      subscribers.message(message);
    }
    if (position != null && sameEpoch && position.offset() >= last.offset()) {
      state = State.CAUGHT_UP;
      reached = null;
    }
  }

  /**
   * The query has ended: delivers its result, and then the buffered messages. This node has the
   * newest position of each epoch; a subscriber that has missed nothing is at the end.
   */
  void complete(CatchUpResult result, List<StreamPosition> newest, StreamPosition end) {
    CatchUpResult usable =
        state == State.OVERFLOWN ? CatchUpResult.INCOMPLETE : withoutBuffered(result);
    running = null;
    reached = null;
    if (usable.outcome() == CatchUpResult.Outcome.COMPLETE) {
      // The group may have read on another node what has only just arrived here.
      buffer.removeIf(message -> covers(read(), message.position()));
      reached = beyond(usable.missed(), newest);
    }
    // With messages still in the buffer, the subscribers are not at the end yet.
    CatchUpResult delivered = buffer.isEmpty() ? usable.at(end) : usable;
    subscribers.call(subscriber -> subscriber.subscribed(delivered));
    buffer.forEach(subscribers::message);
    buffer.clear();
    state = reached == null ? State.CAUGHT_UP : State.AHEAD;
  }

  /** The last position that the subscribers have read before the query, one per epoch. */
  private List<StreamPosition> read() {
    return query == null ? List.of() : query.read();
  }

  /** The result without messages that are in the buffer, or will arrive live. */
  private CatchUpResult withoutBuffered(CatchUpResult result) {
    Map<String, Long> first = new HashMap<>();
    for (StreamMessage message : buffer) {
      StreamPosition position = message.position();
      if (position != null) {
        first.putIfAbsent(position.epoch(), position.offset());
      }
    }
    if (first.isEmpty()) {
      return result;
    }
    List<StreamMessage> older = new ArrayList<>(result.missed());
    older.removeIf(
        message -> {
          StreamPosition position = message.position();
          return position != null
              && position.offset() >= first.getOrDefault(position.epoch(), Long.MAX_VALUE);
        });
    return new CatchUpResult(result.outcome(), older, null);
  }

  /**
   * The last position that the group has read, if this node has not received that message yet: it
   * may be on its way here, and must not be delivered again. Null otherwise.
   */
  private @Nullable StreamPosition beyond(List<StreamMessage> missed, List<StreamPosition> newest) {
    StreamPosition last = missed.isEmpty() ? null : missed.get(missed.size() - 1).position();
    List<StreamPosition> read = last == null ? read() : List.of(last);
    return read.stream().filter(position -> !covers(newest, position)).findFirst().orElse(null);
  }

  /** Whether one of these positions is this one, or a later one of its epoch. */
  private static boolean covers(List<StreamPosition> read, @Nullable StreamPosition position) {
    return position != null
        && read.stream()
            .filter(last -> last.epoch().equals(position.epoch()))
            .anyMatch(last -> last.offset() >= position.offset());
  }
}
