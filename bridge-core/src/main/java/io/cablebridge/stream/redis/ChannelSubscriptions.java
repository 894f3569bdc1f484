package io.cablebridge.stream.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Subscribes to channels in Redis on the connection in use. Redis refuses a whole command for one
 * channel that the bridge's user may not read, so the channels of a refused command are tried again
 * in halves. Created by {@link RedisConnections}; thread-safe.
 */
final class ChannelSubscriptions {
  private static final Logger log = LoggerFactory.getLogger(ChannelSubscriptions.class);

  /** Channels in one command. */
  private static final int BATCH = 500;

  private final Supplier<@Nullable StatefulRedisPubSubConnection<String, byte[]>> connection;
  private final PubSubListener listener;

  ChannelSubscriptions(
      Supplier<@Nullable StatefulRedisPubSubConnection<String, byte[]>> connection,
      PubSubListener listener) {
    this.connection = connection;
    this.listener = listener;
  }

  /**
   * {@link PubSubListener#acknowledged} or {@link PubSubListener#refused} follows for each, unless
   * the connection is lost.
   */
  void subscribe(List<String> channels) {
    for (int from = 0; from < channels.size(); from += BATCH) {
      List<String> batch = channels.subList(from, Math.min(from + BATCH, channels.size()));
      send(redis -> redis.subscribe(batch.toArray(String[]::new)), error -> refused(batch, error));
    }
  }

  private void refused(List<String> channels, String error) {
    int half = channels.size() / 2;
    if (half == 0) {
      listener.refused(channels.get(0), error);
    } else {
      subscribe(channels.subList(0, half));
      subscribe(channels.subList(half, channels.size()));
    }
  }

  /** As {@link #subscribe}, but all of them are subscribed to, or all are refused. */
  void subscribeTogether(List<String> channels) {
    send(
        redis -> redis.subscribe(channels.toArray(String[]::new)),
        error -> channels.forEach(channel -> listener.refused(channel, error)));
  }

  void unsubscribe(String channel) {
    send(redis -> redis.unsubscribe(channel), error -> {});
  }

  private void send(
      Function<RedisPubSubAsyncCommands<String, byte[]>, CompletionStage<Void>> command,
      Consumer<String> whenRefused) {
    StatefulRedisPubSubConnection<String, byte[]> used = connection.get();
    if (used == null) {
      return;
    }
    try {
      command
          .apply(used.async())
          .whenComplete(
              (done, failure) -> {
                if (failure != null && used == connection.get()) {
                  failed(failure, whenRefused);
                }
              });
    } catch (RedisException e) {
      failed(e, whenRefused);
    }
  }

  /** Redis refuses the command, or the connection breaks, which is reported separately. */
  private static void failed(Throwable failure, Consumer<String> whenRefused) {
    String error = RedisRefusals.errorOf(failure);
    if (error == null) {
      log.debug("A subscription command failed", failure);
    } else {
      whenRefused.accept(error);
    }
  }
}
