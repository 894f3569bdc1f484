package io.cablebridge.stream;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Readers that are told the same. An array in which each knows its index: any of thousands leaves
 * without a search, and telling all of them allocates nothing. A reader that fails is logged and
 * harms no other. Owned by its stream's {@link SerialQueue}.
 */
final class SubscriberList {
  private static final Logger log = LoggerFactory.getLogger(SubscriberList.class);
  private static final int SMALLEST = 2;

  private @Nullable Subscriber[] places = new Subscriber[SMALLEST];
  private int count;

  int count() {
    return count;
  }

  void add(Subscriber reading) {
    if (count == places.length) {
      places = Arrays.copyOf(places, count + (count >> 1) + 1);
    }
    reading.home = this;
    reading.index = count;
    places[count++] = reading;
  }

  /** Takes one out that is here; the last one gets its place. */
  void remove(Subscriber reading) {
    Subscriber last = places[--count];
    places[count] = null;
    if (last != null && last != reading) {
      places[reading.index] = last;
      last.index = reading.index;
    }
    reading.home = null;
    if (count < places.length / 4 && places.length > SMALLEST) {
      places = Arrays.copyOf(places, Math.max(SMALLEST, places.length / 2));
    }
  }

  /** Moves all of another one here, which is empty then. */
  void addAll(SubscriberList others) {
    for (int i = 0; i < others.count; i++) {
      Subscriber reading = others.places[i];
      if (reading != null) {
        add(reading);
      }
    }
    others.count = 0;
    others.places = new Subscriber[SMALLEST];
  }

  void message(StreamMessage message) {
    message(message, 0, count);
  }

  /** Tells those of so many places; several threads may do so with places of their own. */
  void message(StreamMessage message, int from, int length) {
    tell(reader -> reader.message(message), from, Math.min(count, from + length));
  }

  /** Tells each that is not over. */
  void tell(Consumer<StreamReader> what) {
    tell(what, 0, count);
  }

  private void tell(Consumer<StreamReader> what, int from, int to) {
    for (int i = from; i < to; i++) {
      Subscriber reading = places[i];
      if (reading != null && !reading.isOver()) {
        try {
          what.accept(reading.reader);
        } catch (RuntimeException | Error e) {
          log.warn("A reader of a stream failed", e);
        }
      }
    }
  }
}
