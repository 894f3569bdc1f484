package io.cablebridge.stream.redis;

import io.cablebridge.stream.HistoryBudget;
import io.cablebridge.stream.Stream;
import io.cablebridge.stream.StreamConfig;
import io.cablebridge.time.Time;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One stream that this bridge reads from Redis. How many read it is guarded by {@link
 * RedisStreams}, which makes it and ends it.
 */
final class RedisStream {
  private final Stream stream;
  private final @Nullable String channel;
  private final RailsBroadcastMarker mark;
  private final RedisFallback fallback;
  private int readers;
  private Time.@Nullable Cancellable lingering;

  RedisStream(
      String name,
      @Nullable String channel,
      RedisHistory history,
      StreamConfig config,
      HistoryBudget budget,
      Executor executor,
      Time time) {
    this.channel = channel;
    mark = new RailsBroadcastMarker(() -> history.mark(name), time);
    fallback = new RedisFallback(() -> read(name, history));
    stream = new Stream(name, config, budget, executor, time, fallback);
    // Whoever comes waits until Redis has acknowledged the subscription.
    stream.lost();
  }

  private CompletionStage<RemoteHistory> read(String name, RedisHistory history) {
    boolean unwritten = mark.isUnwritten();
    return history.read(name).thenApply(past -> unwritten ? past.ofMixedStream() : past);
  }

  Stream stream() {
    return stream;
  }

  /** Rails' channel; null if Rails has none of this name. */
  @Nullable String channel() {
    return channel;
  }

  RailsBroadcastMarker mark() {
    return mark;
  }

  /** What Redis knows of its past. */
  CompletionStage<RemoteHistory> past() {
    return fallback.read();
  }

  void entered() {
    readers++;
    if (lingering != null) {
      lingering.cancel();
      lingering = null;
    }
  }

  /** Whether that was the last one. */
  boolean left() {
    readers--;
    return readers == 0;
  }

  void linger(Time.Cancellable until) {
    lingering = until;
  }

  boolean isRead() {
    return readers > 0;
  }
}
