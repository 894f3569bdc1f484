package io.cablebridge.e2e.rig;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.concurrent.TimeUnit;

/**
 * A Redis client of the tests: broadcasts as Rails' adapter does, and inspects the keys and
 * subscriptions in Redis.
 */
public final class RedisProbe implements AutoCloseable {
  private final RedisClient client;
  private final StatefulRedisConnection<String, String> connection;

  public RedisProbe(RedisServer redis) {
    client = RedisClient.create(redis.url());
    connection = client.connect();
  }

  public RedisCommands<String, String> commands() {
    return connection.sync();
  }

  /** Publishes as {@code ActionCable.server.broadcast} does; the channel includes the prefix. */
  public void broadcast(String channel, String json) {
    commands().publish(channel, json);
  }

  /** The number of Redis subscriptions of a channel. */
  public long subscriptions(String channel) {
    return commands().pubsubNumsub(channel).getOrDefault(channel, 0L);
  }

  /** Cuts only the subscriber connections. */
  public long killSubscribers() {
    return commands().clientKill(KillArgs.Builder.typePubsub());
  }

  @Override
  public void close() {
    client.shutdown(0, 1, TimeUnit.SECONDS);
  }
}
