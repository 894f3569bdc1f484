package io.cablebridge.stream.redis;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.time.Time;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Marks a stream in Redis, for every bridge, as one on which Rails itself broadcasts: the history
 * in Redis is then not complete. The mark is written at most once a minute, and repeated until
 * Redis takes it. Created with its stream; thread-safe.
 */
final class RailsBroadcastMarker {
  private static final long INTERVAL = Duration.ofMinutes(1).toNanos();
  private static final Duration RETRY_DELAY = Duration.ofSeconds(3);

  private final Supplier<CompletionStage<Long>> write;
  private final Time time;

  /** A broadcast has come, and its mark is not in Redis yet. */
  @GuardedBy("this")
  private boolean unwritten;

  @GuardedBy("this")
  private long writtenNanos;

  RailsBroadcastMarker(Supplier<CompletionStage<Long>> write, Time time) {
    this.write = write;
    this.time = time;
    this.writtenNanos = time.nanos() - INTERVAL;
  }

  void broadcast() {
    synchronized (this) {
      if (unwritten || time.nanos() - writtenNanos < INTERVAL) {
        return;
      }
      unwritten = true;
    }
    write();
  }

  synchronized boolean isUnwritten() {
    return unwritten;
  }

  private void write() {
    long begun = time.nanos();
    write
        .get()
        .whenComplete(
            (answer, failure) -> {
              if (failure == null) {
                written(begun);
              } else {
                time.after(RETRY_DELAY, this::write);
              }
            });
  }

  private synchronized void written(long begun) {
    unwritten = false;
    writtenNanos = begun;
  }
}
