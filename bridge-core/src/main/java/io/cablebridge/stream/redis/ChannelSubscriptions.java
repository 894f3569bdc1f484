package io.cablebridge.stream.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Subscribes to channels in Redis on the connection in use. Each channel has a command of its own:
 * Redis refuses a whole command for one channel that the bridge's user may not read, and confirms
 * each channel of a command, while Lettuce takes the first confirmation for the answer to the
 * command and the second for the answer to the next one, whose refusal then goes unnoticed. Created
 * by {@link RedisConnections}; thread-safe.
 */
final class ChannelSubscriptions {
  private static final Logger log = LoggerFactory.getLogger(ChannelSubscriptions.class);

  /** Commands sent at once; the others follow when Redis has answered these. */
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
    subscribe(channels, connection.get());
  }

  private void subscribe(
      List<String> channels, @Nullable StatefulRedisPubSubConnection<String, byte[]> used) {
    if (used == null || used != connection.get() || channels.isEmpty()) {
      return;
    }
    int sent = Math.min(BATCH, channels.size());
    CompletableFuture<?>[] answers =
        channels.stream().limit(sent).map(this::subscribe).toArray(CompletableFuture[]::new);
    List<String> others = channels.subList(sent, channels.size());
    CompletableFuture<?> unused =
        CompletableFuture.allOf(answers).whenComplete((done, failure) -> subscribe(others, used));
  }

  private CompletableFuture<?> subscribe(String channel) {
    return send(redis -> redis.subscribe(channel), error -> listener.refused(channel, error));
  }

  void unsubscribe(String channel) {
    CompletableFuture<?> unused = send(redis -> redis.unsubscribe(channel), error -> {});
  }

  /** The stage ends with the answer of Redis, whatever that is. */
  private CompletableFuture<?> send(
      Function<RedisPubSubAsyncCommands<String, byte[]>, CompletionStage<Void>> command,
      Consumer<String> whenRefused) {
    StatefulRedisPubSubConnection<String, byte[]> used = connection.get();
    if (used == null) {
      return CompletableFuture.completedFuture(null);
    }
    try {
      return command
          .apply(used.async())
          .whenComplete(
              (done, failure) -> {
                if (failure != null && used == connection.get()) {
                  failed(failure, whenRefused);
                }
              })
          .toCompletableFuture();
    } catch (RedisException e) {
      failed(e, whenRefused);
      return CompletableFuture.completedFuture(null);
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
