package io.cablebridge.stream;

import org.jspecify.annotations.Nullable;

/**
 * One reader of one stream: the handle by which it is cancelled, and its place among those that
 * read alike. There is one for each reader of each stream, so it is small. Made by its {@link
 * Stream}, to whose queue all but {@link #over} belongs.
 */
final class Subscriber implements StreamSubscription {
  private final Stream stream;
  final StreamReader reader;
  private volatile boolean over;

  /** Who it reads with, and its index there; null before it reads and after it is over. */
  @Nullable SubscriberList home;

  int index;

  Subscriber(Stream stream, StreamReader reader) {
    this.stream = stream;
    this.reader = reader;
  }

  boolean isOver() {
    return over;
  }

  @Override
  public void cancel() {
    // At once, so that nothing more is begun for it; its place is given back by a task.
    over = true;
    stream.leave(this);
  }
}
