package io.cablebridge.stream.fanout;

import io.cablebridge.stream.StreamSubscriber;
import io.cablebridge.stream.StreamSubscription;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subscriber of one stream: the handle that cancels its subscription, and its place in a {@link
 * SubscriberList}. There is one for each subscriber of each stream, so it is small. Created by its
 * stream, whose queue owns the place; only {@link #cancel} is called by other threads.
 */
public final class Subscriber implements StreamSubscription {
  private static final Logger log = LoggerFactory.getLogger(Subscriber.class);

  private final StreamSubscriber target;
  private final Consumer<Subscriber> onCancel;
  private volatile boolean cancelled;

  /** The list that has it, and its index there; null before it is in one and after it left. */
  private @Nullable SubscriberList list;

  private int index;

  /** The callback removes it from its list, in a task of the stream's queue. */
  public Subscriber(StreamSubscriber target, Consumer<Subscriber> onCancel) {
    this.target = target;
    this.onCancel = onCancel;
  }

  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public void cancel() {
    // At once, so that no delivery to it begins any more; a task gives its place back later.
    cancelled = true;
    onCancel.accept(this);
  }

  /** The list that has it; null if none has. */
  public @Nullable SubscriberList list() {
    return list;
  }

  int index() {
    return index;
  }

  void placeAt(@Nullable SubscriberList newList, int newIndex) {
    list = newList;
    index = newIndex;
  }

  /** Calls it unless it is cancelled. A failure is logged and affects no other subscriber. */
  public void call(Consumer<StreamSubscriber> action) {
    if (cancelled) {
      return;
    }
    try {
      action.accept(target);
    } catch (RuntimeException | Error e) {
      log.warn("A subscriber of a stream failed", e);
    }
  }
}
