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
 * A connection on which Redis tells what is published, heard for as long as it is the one in use.
 * Thread-safe. Made and dropped by {@link RedisConnections}.
 */
final class PubSubConnection extends RedisPubSubAdapter<String, byte[]> {
  private static final Logger log = LoggerFactory.getLogger(PubSubConnection.class);
  private static final String[] NO_NAMES = {};

  private final StatefulRedisPubSubConnection<String, byte[]> redis;
  private final Predicate<PubSubConnection> inUse;
  private final PubSubListener ear;
  private final Consumer<String> refused;

  /**
   * @param refused told why Redis will not have somebody listen to something
   */
  PubSubConnection(
      StatefulRedisPubSubConnection<String, byte[]> redis,
      Predicate<PubSubConnection> inUse,
      PubSubListener ear,
      Consumer<String> refused) {
    this.redis = redis;
    this.inUse = inUse;
    this.ear = ear;
    this.refused = refused;
    redis.addListener(this);
  }

  StatefulRedisPubSubConnection<String, byte[]> redis() {
    return redis;
  }

  void subscribe(Collection<String> channels) {
    if (!channels.isEmpty()) {
      give(commands -> commands.subscribe(channels.toArray(NO_NAMES)));
    }
  }

  void unsubscribe(String channel) {
    give(commands -> commands.unsubscribe(channel));
  }

  void close() {
    CompletionStage<Void> closing = redis.closeAsync();
    closing.exceptionally(this::unheard);
  }

  private void give(
      Function<RedisPubSubAsyncCommands<String, byte[]>, CompletionStage<Void>> command) {
    try {
      command.apply(redis.async()).exceptionally(this::unheard);
    } catch (RedisException e) {
      unheard(e);
    }
  }

  /** Redis refuses it; or the connection breaks, which is told in a moment. */
  private @Nullable Void unheard(Throwable failure) {
    if (failure instanceof RedisCommandExecutionException) {
      refused.accept(String.valueOf(failure.getMessage()));
    } else {
      log.debug("A subscription was not taken", failure);
    }
    return null;
  }

  @Override
  public void message(String channel, byte[] payload) {
    if (inUse.test(this)) {
      ear.message(channel, payload);
    }
  }

  @Override
  public void subscribed(String channel, long count) {
    if (inUse.test(this)) {
      ear.acknowledged(channel);
    }
  }
}
