package io.cablebridge.stream;

import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.StreamPosition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream as it is in this process: its readers, and its history. Made by a broker. Everything
 * happens in tasks of its own queue, which owns all of its state: registering a reader, what it
 * missed and what comes live are one order, in which nothing is lost, repeated or overtaken.
 */
final class StreamLine {
  private static final Logger log = LoggerFactory.getLogger(StreamLine.class);

  private final String name;
  private final SerialQueue queue;
  private final StreamHistory history;
  private final Set<Subscriber> readers = new LinkedHashSet<>();
  private long messages;

  /** What the console sees of it; replaced by the queue's tasks. */
  private volatile StreamSnapshot snapshot;

  StreamLine(String name, StreamConfig config, SerialQueue queue) {
    this.name = name;
    this.queue = queue;
    this.history = new StreamHistory(config);
    this.snapshot = new StreamSnapshot(name, 0, 0, 0, 0);
  }

  String name() {
    return name;
  }

  StreamSnapshot snapshot() {
    return snapshot;
  }

  /** Runs a task in the stream's order. */
  void run(Runnable task) {
    queue.add(task);
  }

  // ---- in tasks of the queue ----

  StreamHistory history() {
    return history;
  }

  boolean hasReaders() {
    return !readers.isEmpty();
  }

  /** Whether nobody would miss it; asked by the last task in the queue. */
  boolean isIdle() {
    return readers.isEmpty() && history.size() == 0 && queue.isLast();
  }

  /** Gives a message to all readers, and keeps it if it has a position. */
  void deliver(StreamMessage message, long nowSeconds) {
    StreamPosition position = message.position();
    if (position != null) {
      history.append(message, position, nowSeconds);
    }
    messages++;
    for (Subscriber subscriber : readers) {
      subscriber.tell(message);
    }
    renewSnapshot();
  }

  /** Lets a reader read from here on. */
  void join(Subscriber subscriber, Catchup catchup) {
    if (subscriber.cancelled) {
      return;
    }
    readers.add(subscriber);
    renewSnapshot();
    subscriber.tell(reader -> reader.subscribed(catchup));
  }

  void leave(Subscriber subscriber) {
    subscriber.cancelled = true;
    readers.remove(subscriber);
    renewSnapshot();
  }

  /** Tells all readers something, be it that the broker is away. */
  void tellAll(Consumer<StreamReader> what) {
    for (Subscriber subscriber : List.copyOf(readers)) {
      subscriber.tell(what);
    }
  }

  /** What the local history knows of a wish; null when it cannot tell. */
  @Nullable Catchup catchup(@Nullable HistoryRequest wish) {
    StreamPosition newest = history.newest();
    StreamPosition at = wish == null ? null : wish.streams().get(name);
    if (wish == null || (at == null && wish.since() == 0)) {
      return new Catchup(Catchup.Outcome.NOT_ASKED, List.of(), newest);
    }
    List<StreamMessage> missed =
        at == null ? history.publishedSince(wish.since()) : history.after(at);
    if (missed == null) {
      return null;
    }
    return new Catchup(Catchup.Outcome.COMPLETE, missed, missed.isEmpty() ? newest : at);
  }

  void expire(long nowSeconds) {
    history.expire(nowSeconds);
    renewSnapshot();
  }

  private void renewSnapshot() {
    snapshot = new StreamSnapshot(name, readers.size(), messages, history.size(), history.bytes());
  }

  /** One reader of the stream. */
  static final class Subscriber {
    private final StreamReader reader;
    private boolean cancelled;

    Subscriber(StreamReader reader) {
      this.reader = reader;
    }

    boolean isCancelled() {
      return cancelled;
    }

    private void tell(StreamMessage message) {
      try {
        reader.message(message);
      } catch (RuntimeException e) {
        log.error("A reader of a stream failed", e);
      }
    }

    private void tell(Consumer<StreamReader> what) {
      try {
        what.accept(reader);
      } catch (RuntimeException e) {
        log.error("A reader of a stream failed", e);
      }
    }
  }
}
