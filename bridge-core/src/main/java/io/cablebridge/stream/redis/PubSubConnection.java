package io.cablebridge.stream.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.util.Collection;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subscribing connection to Redis. Its messages count only while it is the connection in use.
 * Created and closed by {@link RedisConnections}; thread-safe.
 */
final class PubSubConnection extends RedisPubSubAdapter<String, byte[]> {
  private static final Logger log = LoggerFactory.getLogger(PubSubConnection.class);
  private static final String[] NO_NAMES = {};

  private final StatefulRedisPubSubConnection<String, byte[]> redis;
  private final Predicate<PubSubConnection> inUse;
  private final PubSubListener listener;
  private final Consumer<String> onRefusal;

  /**
   * @param onRefusal given Redis' reason when it refuses a subscription
   */
  PubSubConnection(
      StatefulRedisPubSubConnection<String, byte[]> redis,
      Predicate<PubSubConnection> inUse,
      PubSubListener listener,
      Consumer<String> onRefusal) {
    this.redis = redis;
    this.inUse = inUse;
    this.listener = listener;
    this.onRefusal = onRefusal;
    redis.addListener(this);
  }

  StatefulRedisPubSubConnection<String, byte[]> redis() {
    return redis;
  }

  void subscribe(Collection<String> channels) {
    if (!channels.isEmpty()) {
      send(commands -> commands.subscribe(channels.toArray(NO_NAMES)));
    }
  }

  void unsubscribe(String channel) {
    send(commands -> commands.unsubscribe(channel));
  }

  void close() {
    CompletionStage<Void> closing = redis.closeAsync();
    closing.exceptionally(this::failed);
  }

  private void send(
      Function<RedisPubSubAsyncCommands<String, byte[]>, CompletionStage<Void>> command) {
    try {
      command.apply(redis.async()).exceptionally(this::failed);
    } catch (RedisException e) {
      failed(e);
    }
  }

  /** Redis refuses the command, or the connection breaks, which is reported separately. */
  private @Nullable Void failed(Throwable failure) {
    if (failure instanceof RedisCommandExecutionException) {
      onRefusal.accept(String.valueOf(failure.getMessage()));
    } else {
      log.debug("A subscription command failed", failure);
    }
    return null;
  }

  @Override
  public void message(String channel, byte[] payload) {
    if (inUse.test(this)) {
      listener.message(channel, payload);
    }
  }

  @Override
  public void subscribed(String channel, long count) {
    if (inUse.test(this)) {
      listener.acknowledged(channel);
    }
  }
}
