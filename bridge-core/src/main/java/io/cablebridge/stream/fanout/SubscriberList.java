package io.cablebridge.stream.fanout;

import io.cablebridge.stream.StreamMessage;
import io.cablebridge.stream.StreamSubscriber;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Subscribers that are given the same messages. An array in which each subscriber stores its index:
 * any of thousands leaves without a search, and a delivery to all of them allocates nothing for
 * each. Created by a stream or a catch-up group; owned by the queue of their stream.
 */
public final class SubscriberList {
  private static final int MIN_CAPACITY = 2;

  private @Nullable Subscriber[] places = new Subscriber[MIN_CAPACITY];
  private int count;

  public int count() {
    return count;
  }

  public void add(Subscriber subscriber) {
    if (count == places.length) {
      places = Arrays.copyOf(places, count + (count >> 1) + 1);
    }
    subscriber.placeAt(this, count);
    places[count++] = subscriber;
  }

  /** Removes a subscriber that is in this list; the last one takes its index. */
  public void remove(Subscriber subscriber) {
    Subscriber last = places[--count];
    places[count] = null;
    if (last != null && last != subscriber) {
      places[subscriber.index()] = last;
      last.placeAt(this, subscriber.index());
    }
    subscriber.placeAt(null, 0);
    if (count < places.length / 4 && places.length > MIN_CAPACITY) {
      places = Arrays.copyOf(places, Math.max(MIN_CAPACITY, places.length / 2));
    }
  }

  /** Moves all subscribers of another list here; the other list is empty afterwards. */
  public void addAll(SubscriberList others) {
    for (int i = 0; i < others.count; i++) {
      Subscriber subscriber = others.places[i];
      if (subscriber != null) {
        add(subscriber);
      }
    }
    others.count = 0;
    others.places = new Subscriber[MIN_CAPACITY];
  }

  /** Removes all subscribers. */
  public void clear() {
    for (int i = 0; i < count; i++) {
      Subscriber subscriber = places[i];
      if (subscriber != null) {
        subscriber.placeAt(null, 0);
      }
    }
    count = 0;
    places = new Subscriber[MIN_CAPACITY];
  }

  public void message(StreamMessage message) {
    message(message, 0, count);
  }

  /** Delivers to the subscribers of one range; several threads may each do so with their own. */
  void message(StreamMessage message, int from, int length) {
    call(subscriber -> subscriber.message(message), from, Math.min(count, from + length));
  }

  public void call(Consumer<StreamSubscriber> action) {
    call(action, 0, count);
  }

  private void call(Consumer<StreamSubscriber> action, int from, int to) {
    for (int i = from; i < to; i++) {
      Subscriber subscriber = places[i];
      if (subscriber != null) {
        subscriber.call(action);
      }
    }
  }
}
