package io.cablebridge.stream.redis;

import io.cablebridge.address.Authority;
import io.cablebridge.time.Time;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Opens connections to Redis with Lettuce. They do not reconnect by themselves: {@link
 * RedisConnections}, which creates it, decides when to connect again and what a loss means. Names
 * are text, payloads stay bytes.
 */
final class RedisConnector implements AutoCloseable {
  /** Commands that may wait for an answer; a Redis that hangs must not fill the memory. */
  private static final int MAX_WAITING = 8192;

  private static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

  private final RedisURI uri;
  private final ClientResources resources;
  private final RedisClient client;
  private final Time time;

  /** A connection for commands, and the server that it leads to. */
  record CommandConnection(StatefulRedisConnection<String, byte[]> redis, RedisServerId server) {}

  RedisConnector(RedisConfig config, Time time) {
    this.time = time;
    uri = RedisURI.create(Authority.standIn(config.url()));
    uri.setHost(Authority.required(config.url()).host());
    uri.setTimeout(RedisConfig.TIMEOUT);
    uri.setClientName("cable-bridge");
    resources = ClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2).build();
    client = RedisClient.create(resources);
    client.setOptions(options());
  }

  private static ClientOptions options() {
    return ClientOptions.builder()
        .autoReconnect(false)
        .maintNotificationsConfig(MaintNotificationsConfig.disabled())
        .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
        .requestQueueSize(MAX_WAITING)
        // Every Redis supports version 2, and the bridge needs nothing newer.
        .protocolVersion(ProtocolVersion.RESP2)
        .socketOptions(
            SocketOptions.builder().connectTimeout(RedisConfig.TIMEOUT).keepAlive(true).build())
        .timeoutOptions(TimeoutOptions.enabled(RedisConfig.TIMEOUT))
        .build();
  }

  /** Opens a connection for commands; fails if the server does not answer a first one. */
  CompletionStage<CommandConnection> commands() {
    return client.connectAsync(CODEC, uri).toCompletableFuture().thenCompose(this::identify);
  }

  private CompletionStage<CommandConnection> identify(
      StatefulRedisConnection<String, byte[]> connection) {
    return connection
        .async()
        .info("server")
        .exceptionallyCompose(failure -> withoutInfo(connection, failure))
        .thenApply(
            info -> new CommandConnection(connection, RedisServerId.of(info, time.seconds())));
  }

  private static CompletionStage<String> withoutInfo(
      StatefulRedisConnection<String, byte[]> connection, Throwable failure) {
    if (failure instanceof RedisCommandExecutionException) {
      // A server that refuses the command is taken to be the same one for ever.
      return CompletableFuture.completedFuture("");
    }
    RedisException silence = new RedisException("it does not answer", failure);
    return connection.closeAsync().thenCompose(done -> CompletableFuture.failedFuture(silence));
  }

  CompletionStage<StatefulRedisPubSubConnection<String, byte[]>> subscriber() {
    return client.connectPubSubAsync(CODEC, uri).toCompletableFuture();
  }

  @Override
  public void close() {
    client.shutdown(0, 2, TimeUnit.SECONDS);
    resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
