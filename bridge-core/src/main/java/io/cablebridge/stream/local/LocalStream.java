package io.cablebridge.stream.local;

import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.Ids;
import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.stream.CatchUpResult;
import io.cablebridge.stream.Publication;
import io.cablebridge.stream.StreamConfig;
import io.cablebridge.stream.StreamMessage;
import io.cablebridge.stream.StreamSnapshot;
import io.cablebridge.stream.StreamSubscriber;
import io.cablebridge.stream.StreamSubscription;
import io.cablebridge.stream.catchup.CatchUp;
import io.cablebridge.stream.catchup.HistorySource;
import io.cablebridge.stream.catchup.HistorySource.HistoryQuery;
import io.cablebridge.stream.catchup.StreamHistory;
import io.cablebridge.stream.fanout.FanOut;
import io.cablebridge.stream.fanout.Subscriber;
import io.cablebridge.stream.fanout.SubscriberList;
import io.cablebridge.time.Time;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One stream on this node: its history and its subscribers. Everything happens in tasks of its
 * queue, one at a time, so that a subscriber is given what it missed and then each later message
 * once, whatever is published in the meantime. Created and evicted by a {@link StreamRegistry}; a
 * later stream of the same name has another epoch. Its public methods may be called on any thread,
 * and never block.
 */
public final class LocalStream implements RegisteredStream {
  private final String name;
  private final Time time;
  private final SerialQueue queue;

  // The tasks of the queue own all of these.
  private final StreamHistory history;
  private final SubscriberList live = new SubscriberList();
  private final FanOut fanOut;
  private final StreamPosition start = new StreamPosition(0, Ids.streamEpoch());
  private final CatchUp catchUp;
  private long offset;
  private int subscribers;
  private boolean everSubscribed;
  private long messages;
  private long unreadSince;
  private long unusedSince;

  /** What other threads may see; each task leaves a new one. */
  private volatile Status status;

  /**
   * A stream after its last task. All times are {@code Time.nanos}.
   *
   * @param expiry when the oldest message of its history expires; without meaning if it holds none
   * @param unreadSince when the last subscriber left, or the stream was created
   * @param unusedSince the same, or when the last message came without a subscriber, if later
   */
  record Status(StreamSnapshot snapshot, long expiry, long unreadSince, long unusedSince) {}

  /** The source has the history that this node does not hold. */
  public LocalStream(
      String name,
      StreamConfig config,
      HeapBudget budget,
      Executor executor,
      Time time,
      HistorySource source) {
    this.name = name;
    this.time = time;
    queue = new SerialQueue(executor);
    fanOut = new FanOut(executor);
    history = new StreamHistory(config, budget);
    catchUp = new CatchUp(queue, source, history, live, start);
    unreadSince = time.nanos();
    unusedSince = unreadSince;
    status = currentStatus();
  }

  @Override
  public LocalStream stream() {
    return this;
  }

  public String name() {
    return name;
  }

  /** Runs a task in order with all others of this stream. */
  public void execute(Runnable task) {
    queue.execute(
        () -> {
          try {
            task.run();
          } finally {
            status = currentStatus();
          }
        });
  }

  public StreamSubscription subscribe(
      StreamSubscriber subscriber, @Nullable HistoryRequest request) {
    Subscriber added = new Subscriber(subscriber, this::leave);
    execute(() -> join(added, request));
    return added;
  }

  /**
   * Publishes in this stream's own epoch; completes when the message has its position and was given
   * to the subscribers.
   */
  public CompletionStage<Void> publish(Publication publication) {
    CompletableFuture<Void> accepted = new CompletableFuture<>();
    execute(
        () -> {
          try {
            StreamPosition position =
                publication.isTransient() ? null : new StreamPosition(++offset, start.epoch());
            deliver(publication.at(position, time.seconds()));
            accepted.complete(null);
          } catch (RuntimeException | Error e) {
            accepted.completeExceptionally(e);
            throw e;
          }
        });
    return accepted;
  }

  /** Delivers a message that Redis numbered, unless it was delivered before. */
  public void append(StreamMessage message) {
    execute(() -> deliver(message));
  }

  /** As {@link StreamHistory#advanceTo}. */
  public void advanceTo(StreamPosition position) {
    execute(() -> history.advanceTo(position));
  }

  /**
   * The broker's server is unavailable: subscribers are notified, and new ones wait. A stream that
   * must be subscribed to there first begins like this.
   */
  public void lost() {
    execute(catchUp::brokerLost);
  }

  /**
   * From here on every message arrives again. What was missed is requested once for all subscribers
   * from before; no catch-up from this node's own history spans this moment.
   */
  public void restored() {
    execute(() -> catchUp.brokerRestored(time.seconds()));
  }

  /** The broker's server does not permit the bridge to read the stream, which is lost. */
  public void refuse(String reason) {
    execute(
        () -> {
          subscribers -= catchUp.refuse(reason);
          unreadSince = time.nanos();
          unusedSince = unreadSince;
        });
  }

  /**
   * A message arrived that cannot be delivered. Subscribers are notified of a loss that no catch-up
   * will fill; a later one from before this moment is incomplete, too.
   */
  public void missed() {
    execute(
        () -> {
          history.recordGap(time.seconds());
          live.call(StreamSubscriber::lost);
          CatchUpResult incomplete = CatchUpResult.INCOMPLETE.at(history.end(start));
          live.call(subscriber -> subscriber.subscribed(incomplete));
        });
  }

  Status status() {
    return status;
  }

  /** The stream in the midst of a task; call it in one. */
  Status currentStatus() {
    StreamSnapshot snapshot =
        new StreamSnapshot(name, subscribers, messages, history.held(), history.bytes());
    long expiry = history.held() > 0 ? history.oldestExpiry() : 0;
    return new Status(snapshot, expiry, unreadSince, unusedSince);
  }

  /** Drops messages that are too old; call it in a task. */
  void expire() {
    history.expire(time.nanos());
  }

  /** Whether it has no subscribers, and no task but the one that asks; call it in a task. */
  boolean isIdle() {
    return subscribers == 0 && queue.pending() == 1;
  }

  void halveHistory() {
    execute(history::halve);
  }

  /** As {@link StreamHistory#close}; the registry calls it in a task when it evicts the stream. */
  long evict() {
    return history.close();
  }

  /** Messages of this second, since 1970, or earlier were evicted with a stream of its name. */
  void recordGapUntil(long seconds) {
    execute(() -> history.recordEvicted(seconds));
  }

  private void leave(Subscriber subscriber) {
    execute(
        () -> {
          SubscriberList list = subscriber.list();
          if (list == null) {
            return;
          }
          list.remove(subscriber);
          catchUp.left(list);
          if (--subscribers == 0) {
            unreadSince = time.nanos();
            unusedSince = unreadSince;
          }
        });
  }

  private void join(Subscriber subscriber, @Nullable HistoryRequest request) {
    if (subscriber.isCancelled()) {
      return;
    }
    subscribers++;
    everSubscribed = true;
    StreamPosition position = request == null ? null : request.streams().get(name);
    long since = request == null ? 0 : request.since();
    CatchUpResult held = CatchUpResult.NONE;
    HistoryQuery query = null;
    if (position != null) {
      held = history.after(position);
      query = new HistoryQuery(List.of(position.shared()), 0);
    } else if (since < 0) {
      held = CatchUpResult.INCOMPLETE;
      query = new HistoryQuery(List.of(), 0);
    } else if (since > 0) {
      held = history.since(since);
      query = new HistoryQuery(List.of(), since);
    }
    if (catchUp.isBrokerUnavailable() || held.outcome() == CatchUpResult.Outcome.INCOMPLETE) {
      catchUp.add(subscriber, query);
      return;
    }
    CatchUpResult result = held.at(history.end(start));
    subscriber.call(joining -> joining.subscribed(result));
    live.add(subscriber);
  }

  private void deliver(StreamMessage message) {
    if (message.position() != null && !history.append(message, time.nanos())) {
      return;
    }
    if (everSubscribed) {
      messages++;
    }
    if (subscribers == 0) {
      unusedSince = time.nanos();
    }
    fanOut.message(live, message);
    catchUp.message(message);
  }
}
