package io.cablebridge.e2e.stream;

import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.e2e.rig.RedisServer;
import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.stream.Publication;
import io.cablebridge.stream.StreamConfig;
import io.cablebridge.stream.redis.RedisBroker;
import io.cablebridge.stream.redis.RedisConfig;
import io.cablebridge.time.SystemTime;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The streams of one bridge: a {@link RedisBroker} on a real Redis, and those who read there. */
final class RedisNode implements AutoCloseable {
  static final String PREFIX = "app_test";

  /** Shorter than a bridge has it, so that a test may wait for its end. */
  private static final Duration LINGER = Duration.ofSeconds(5);

  private final SystemTime time = new SystemTime();
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final HeapBudget budget = HeapBudget.ofHeap(4);
  private final RedisBroker broker;

  RedisNode(RedisServer redis) {
    this(redis, StreamConfig.defaults(), PREFIX);
  }

  RedisNode(RedisServer redis, StreamConfig history, String channelPrefix) {
    this(redis.url(), history, channelPrefix);
  }

  RedisNode(String url, StreamConfig history, String channelPrefix) {
    RedisConfig config = new RedisConfig(URI.create(url), channelPrefix, "cable-bridge");
    broker = new RedisBroker(config, history, budget, LINGER, threads, time);
    try {
      broker.start();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static RedisNode withoutPrefix(RedisServer redis) {
    return new RedisNode(redis, StreamConfig.defaults(), "");
  }

  RedisBroker broker() {
    return broker;
  }

  /** What the pasts of its streams hold. */
  HeapBudget budget() {
    return budget;
  }

  /** A new reader, who reads already. */
  StreamRecorder read(String stream) {
    StreamRecorder ears = new StreamRecorder();
    broker.subscribe(stream, ears, null);
    ears.subscribed(1);
    return ears;
  }

  StreamRecorder resume(String stream, StreamPosition position) {
    StreamRecorder ears = resuming(stream, position);
    ears.subscribed(1);
    return ears;
  }

  /** The same, who perhaps has not been told anything yet. */
  StreamRecorder resuming(String stream, StreamPosition position) {
    StreamRecorder ears = new StreamRecorder();
    broker.subscribe(stream, ears, new HistoryRequest(Map.of(stream, position), 0));
    return ears;
  }

  StreamRecorder readSince(String stream, long seconds) {
    StreamRecorder ears = new StreamRecorder();
    broker.subscribe(stream, ears, new HistoryRequest(Map.of(), seconds));
    ears.subscribed(1);
    return ears;
  }

  /** Begins to publish; the caller waits, or does not. */
  CompletableFuture<Void> publishing(String stream, String json) {
    return broker
        .publish(new Publication(stream, JsonText.of(json), null, null, false))
        .toCompletableFuture();
  }

  void publish(String stream, String json) {
    publishing(stream, json).orTimeout(5, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    broker.close();
    time.close();
    threads.shutdownNow();
  }
}
