package io.cablebridge.stream.redis;

import io.cablebridge.time.Time;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers in Redis, for every bridge, that Rails itself broadcasts on a stream: what Redis holds
 * of such a stream is not all there was. Written at most once a minute, and until it is written.
 * Thread-safe; its monitor guards its state.
 */
final class RailsBroadcastMarker {
  private static final long AGAIN = Duration.ofMinutes(1).toNanos();
  private static final Duration RETRY = Duration.ofSeconds(3);

  private final Supplier<CompletionStage<Long>> writing;
  private final Time time;
  private boolean unwritten;
  private boolean written;
  private long writtenNanos;

  RailsBroadcastMarker(Supplier<CompletionStage<Long>> writing, Time time) {
    this.writing = writing;
    this.time = time;
  }

  /** Rails has broadcast. */
  void broadcast() {
    synchronized (this) {
      if (unwritten || (written && time.nanos() - writtenNanos < AGAIN)) {
        return;
      }
      unwritten = true;
    }
    write();
  }

  /** Rails has broadcast, and Redis does not know it yet. */
  synchronized boolean isUnwritten() {
    return unwritten;
  }

  private void write() {
    long begun = time.nanos();
    writing.get().whenComplete((answer, failure) -> written(begun, failure));
  }

  private void written(long begun, @Nullable Throwable failure) {
    if (failure != null) {
      time.after(RETRY, this::write);
      return;
    }
    synchronized (this) {
      unwritten = false;
      written = true;
      writtenNanos = begun;
    }
  }
}
