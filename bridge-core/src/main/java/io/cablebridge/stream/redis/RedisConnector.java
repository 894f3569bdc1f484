package io.cablebridge.stream.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Opens connections to Redis, with Lettuce. They do not mend themselves: what a loss means for
 * readers is decided here, and so is when to connect again. Names are text, payloads stay bytes.
 * Owned by {@link RedisConnections}.
 */
final class RedisConnector implements AutoCloseable {
  /** Commands that may wait for Redis' answer; a Redis that hangs must not fill our memory. */
  private static final int MAX_WAITING = 8192;

  private static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

  private final RedisURI uri;
  private final ClientResources resources;
  private final RedisClient client;

  RedisConnector(RedisConfig config) {
    uri = RedisURI.create(config.url());
    uri.setTimeout(config.timeout());
    uri.setClientName("cable-bridge");
    resources = ClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2).build();
    client = RedisClient.create(resources);
    client.setOptions(options(config.timeout()));
  }

  private static ClientOptions options(Duration timeout) {
    return ClientOptions.builder()
        .autoReconnect(false)
        .maintNotificationsConfig(MaintNotificationsConfig.disabled())
        .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
        .requestQueueSize(MAX_WAITING)
        // Version 2 is what every Redis speaks, and nothing here needs more.
        .protocolVersion(ProtocolVersion.RESP2)
        .socketOptions(SocketOptions.builder().connectTimeout(timeout).keepAlive(true).build())
        .timeoutOptions(TimeoutOptions.builder().fixedTimeout(timeout).build())
        .build();
  }

  CompletableFuture<StatefulRedisConnection<String, byte[]>> commands() {
    return client.connectAsync(CODEC, uri).toCompletableFuture();
  }

  CompletableFuture<StatefulRedisPubSubConnection<String, byte[]>> subscriber() {
    return client.connectPubSubAsync(CODEC, uri).toCompletableFuture();
  }

  @Override
  public void close() {
    client.shutdown(0, 2, TimeUnit.SECONDS);
    resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
