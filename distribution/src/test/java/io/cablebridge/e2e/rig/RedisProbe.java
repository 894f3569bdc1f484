package io.cablebridge.e2e.rig;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.concurrent.TimeUnit;

/** A client of the test's own: broadcasts as Rails' adapter does, and looks at what Redis holds. */
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

  /** What {@code ActionCable.server.broadcast} does, the prefix written out. */
  public void broadcast(String channel, String json) {
    commands().publish(channel, json);
  }

  /** How many Redis subscriptions a channel has. */
  public long subscriptions(String channel) {
    return commands().pubsubNumsub(channel).getOrDefault(channel, 0L);
  }

  /** Cuts the listening connections, and nothing else. */
  public long killSubscribers() {
    return commands().clientKill(KillArgs.Builder.typePubsub());
  }

  @Override
  public void close() {
    client.shutdown(0, 1, TimeUnit.SECONDS);
  }
}
