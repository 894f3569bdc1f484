package io.cablebridge.stream.catchup;

import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.stream.CatchUpResult;
import io.cablebridge.stream.StreamMessage;
import io.cablebridge.stream.StreamSubscriber;
import io.cablebridge.stream.catchup.HistorySource.HistoryQuery;
import io.cablebridge.stream.fanout.Subscriber;
import io.cablebridge.stream.fanout.SubscriberList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The subscribers of one stream that are not live yet, in groups that wait for the same history. A
 * group joins the live subscribers as soon as it has what they have. While the broker is
 * unavailable, every subscriber is in a group. Part of one stream, and owned by its queue.
 */
public final class CatchUp {
  private static final Logger log = LoggerFactory.getLogger(CatchUp.class);

  private final Executor queue;
  private final HistorySource source;
  private final StreamHistory history;
  private final SubscriberList live;
  private final StreamPosition start;

  /** By their subscribers, so that the last one that leaves finds its group. */
  private final Map<SubscriberList, CatchUpGroup> groups = new LinkedHashMap<>(2);

  private boolean brokerUnavailable;
  private boolean everRestored;

  /** A subscriber is at {@code start} before the first message. */
  public CatchUp(
      Executor queue,
      HistorySource source,
      StreamHistory history,
      SubscriberList live,
      StreamPosition start) {
    this.queue = queue;
    this.source = source;
    this.history = history;
    this.live = live;
    this.start = start;
  }

  public boolean isBrokerUnavailable() {
    return brokerUnavailable;
  }

  /** Adds a subscriber that becomes live once its history, if it asks for any, is found. */
  public void add(Subscriber subscriber, @Nullable HistoryQuery query) {
    CatchUpGroup group = addGroup(query);
    group.subscribers().add(subscriber);
    if (!brokerUnavailable) {
      query(group);
    }
  }

  private CatchUpGroup addGroup(@Nullable HistoryQuery query) {
    CatchUpGroup group = new CatchUpGroup(query);
    groups.put(group.subscribers(), group);
    return group;
  }

  /** A subscriber has left this list, which may be one of a group. */
  public void left(SubscriberList list) {
    if (list.count() == 0) {
      groups.remove(list);
    }
  }

  /** A live message of the stream, after the live subscribers were given it. */
  public void message(StreamMessage message) {
    if (!groups.isEmpty()) {
      groups.values().forEach(group -> group.message(message));
      groups.values().removeIf(this::joinsLive);
    }
  }

  private boolean joinsLive(CatchUpGroup group) {
    if (group.isCaughtUp()) {
      live.addAll(group.subscribers());
    }
    return group.isCaughtUp();
  }

  /** The broker became unavailable: the live subscribers are notified and become a group. */
  public void brokerLost() {
    if (brokerUnavailable) {
      return;
    }
    brokerUnavailable = true;
    List<StreamPosition> newest = history.newest();
    groups.values().forEach(group -> group.interrupt(newest));
    live.call(StreamSubscriber::lost);
    if (live.count() > 0) {
      addGroup(new HistoryQuery(newest, 0)).subscribers().addAll(live);
    }
  }

  /** The broker is back, in this second since 1970: every group asks for its history. */
  public void brokerRestored(long seconds) {
    if (brokerUnavailable) {
      brokerUnavailable = false;
      if (everRestored) {
        history.recordGap(seconds);
      } else {
        history.recordStart(seconds);
      }
      everRestored = true;
      groups.values().forEach(this::query);
    }
  }

  /**
   * The broker refuses the stream: ends the subscriptions that wait, which are all.
   *
   * @return how many
   */
  public int refuse(String reason) {
    int ended = 0;
    for (SubscriberList refused : List.copyOf(groups.keySet())) {
      refused.call(subscriber -> subscriber.refused(reason));
      ended += refused.count();
      refused.clear();
    }
    groups.clear();
    return ended;
  }

  private void query(CatchUpGroup group) {
    CompletionStage<CatchUpResult> answer = group.query(source, history);
    answer.whenComplete(
        (result, failure) -> queue.execute(() -> complete(group, answer, result, failure)));
  }

  private void complete(
      CatchUpGroup group,
      CompletionStage<CatchUpResult> answer,
      @Nullable CatchUpResult result,
      @Nullable Throwable failure) {
    if (!group.waitsFor(answer)) {
      return;
    }
    if (failure != null) {
      // The broker logs once that its server is unavailable; here it would be once per subscriber.
      log.debug("The history of a stream could not be read", failure);
    }
    CatchUpResult found =
        result == null ? CatchUpResult.INCOMPLETE : group.withHeld(result, history);
    group.complete(found, history.newest(), history.end(start));
    if (joinsLive(group)) {
      groups.remove(group.subscribers());
    }
  }
}
