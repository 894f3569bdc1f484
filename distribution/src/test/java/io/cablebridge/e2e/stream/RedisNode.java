package io.cablebridge.e2e.stream;

import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.bounded.HeapShare;
import io.cablebridge.e2e.rig.RedisServer;
import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.setting.ConfigRecords;
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

/** The streams of one bridge: a {@link RedisBroker} on a real Redis, and its subscribers. */
final class RedisNode implements AutoCloseable {
  static final String PREFIX = "app_test";

  /** Shorter than in the product, so that a test can wait for its end. */
  private static final Duration LINGER = Duration.ofSeconds(5);

  private final SystemTime time = new SystemTime();
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final HeapBudget budget = HeapBudget.of(HeapShare.STREAMS);
  private final RedisBroker broker;

  RedisNode(RedisServer redis) {
    this(redis, ConfigRecords.defaults(StreamConfig.class), PREFIX);
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
    return new RedisNode(redis, ConfigRecords.defaults(StreamConfig.class), "");
  }

  RedisBroker broker() {
    return broker;
  }

  /** The budget that counts the histories of its streams. */
  HeapBudget budget() {
    return budget;
  }

  /** Subscribes and waits for the confirmation. */
  StreamRecorder read(String stream) {
    StreamRecorder recorder = new StreamRecorder();
    broker.subscribe(stream, recorder, null);
    recorder.subscribed(1);
    return recorder;
  }

  StreamRecorder resume(String stream, StreamPosition position) {
    StreamRecorder recorder = resuming(stream, position);
    recorder.subscribed(1);
    return recorder;
  }

  /** Resumes without waiting for the outcome. */
  StreamRecorder resuming(String stream, StreamPosition position) {
    StreamRecorder recorder = new StreamRecorder();
    broker.subscribe(stream, recorder, new HistoryRequest(Map.of(stream, position), 0));
    return recorder;
  }

  StreamRecorder readSince(String stream, long seconds) {
    StreamRecorder recorder = new StreamRecorder();
    broker.subscribe(stream, recorder, new HistoryRequest(Map.of(), seconds));
    recorder.subscribed(1);
    return recorder;
  }

  /** Publishes without waiting for the result. */
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
