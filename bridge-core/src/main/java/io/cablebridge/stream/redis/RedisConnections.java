package io.cablebridge.stream.redis;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.stream.local.SerialQueue;
import io.cablebridge.stream.redis.RedisConnector.CommandConnection;
import io.cablebridge.time.Time;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two connections to Redis: one for commands, one for subscriptions. Each is opened again until
 * that succeeds. The listener is notified when the subscribing one is lost, because messages
 * published in the meantime must be read from history. Created by {@link RedisBroker}; thread-safe.
 * Its monitor guards its state, and nothing is called under it but the queue of notifications.
 */
final class RedisConnections implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RedisConnections.class);

  /** The shortest delay before a reconnect; the average is twice as long. */
  private static final long MIN_DELAY_MILLIS = 100;

  private final RedisConfig config;
  private final RedisConnector connector;
  private final Time time;
  private final PubSubListener listener;

  /** Notifies the listener of ups and downs in the order in which they happened. */
  private final SerialQueue notifications;

  /** Redis' last reason for a refusal, so that the log has each of them once. */
  private final AtomicReference<String> refusal = new AtomicReference<>("");

  @GuardedBy("this")
  private @Nullable StatefulRedisConnection<String, byte[]> commands;

  @GuardedBy("this")
  private @Nullable StatefulRedisPubSubConnection<String, byte[]> subscriber;

  @GuardedBy("this")
  private RedisServerId server = RedisServerId.UNKNOWN;

  @GuardedBy("this")
  private boolean attempting;

  /** The state logged last; null before the first attempt has ended. */
  @GuardedBy("this")
  private @Nullable Boolean unavailable;

  @GuardedBy("this")
  private boolean closed;

  RedisConnections(RedisConfig config, Executor executor, Time time, PubSubListener listener) {
    this.config = config;
    this.connector = new RedisConnector(config, time);
    this.notifications = new SerialQueue(executor);
    this.time = time;
    this.listener = listener;
  }

  /** Starts to connect, and waits for the first attempt for at most one timeout. */
  void start() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    attempt(ended::countDown);
    // Otherwise the attempts go on, and the log and the probe report what comes of them.
    if (!ended.await(RedisConfig.TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)) {
      log.debug("Not connected yet redis={}", config.address());
    }
  }

  /** The run of the server that is connected, or was last. */
  synchronized RedisServerId serverId() {
    return server;
  }

  /** Sends a command; fails at once when there is no connection. */
  <T> CompletionStage<T> command(
      Function<RedisAsyncCommands<String, byte[]>, CompletionStage<T>> command) {
    StatefulRedisConnection<String, byte[]> connection = commands();
    if (connection == null) {
      return CompletableFuture.failedFuture(new RedisConnectionException(PubSubProbe.UNAVAILABLE));
    }
    try {
      return command.apply(connection.async());
    } catch (RedisException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** {@link PubSubListener#acknowledged} follows for each, unless the connection is lost. */
  void subscribe(Collection<String> channels) {
    send(redis -> redis.subscribe(channels.toArray(String[]::new)));
  }

  void unsubscribe(String channel) {
    send(redis -> redis.unsubscribe(channel));
  }

  private void send(
      Function<RedisPubSubAsyncCommands<String, byte[]>, CompletionStage<Void>> command) {
    StatefulRedisPubSubConnection<String, byte[]> connection = subscriber();
    if (connection != null) {
      try {
        command.apply(connection.async()).exceptionally(this::failed);
      } catch (RedisException e) {
        failed(e);
      }
    }
  }

  /** Redis refuses the command, or the connection breaks, which is reported separately. */
  private @Nullable Void failed(Throwable failure) {
    String reason = String.valueOf(failure.getMessage());
    if (!(failure instanceof RedisCommandExecutionException)) {
      log.debug("A subscription command failed", failure);
    } else if (!reason.equals(refusal.getAndSet(reason))) {
      log.warn("Redis refuses a subscription redis={} reason={}", config.address(), reason);
    }
    return null;
  }

  private synchronized @Nullable StatefulRedisConnection<String, byte[]> commands() {
    return commands;
  }

  private synchronized @Nullable StatefulRedisPubSubConnection<String, byte[]> subscriber() {
    return subscriber;
  }

  /** Replaces the subscribing connection, which looks sound but delivers nothing. */
  void renewSubscriber() {
    StatefulRedisPubSubConnection<String, byte[]> silent = subscriber();
    if (silent != null) {
      lost(silent, null);
      CompletableFuture<?> unused = silent.closeAsync();
    }
  }

  private void attempt(Runnable whenEnded) {
    synchronized (this) {
      if (closed || attempting || (commands != null && subscriber != null)) {
        return;
      }
      attempting = true;
    }
    openCommands()
        .thenCompose(ready -> openSubscriber())
        .whenComplete((done, failure) -> attempted(failure))
        .whenComplete((done, failure) -> whenEnded.run());
  }

  private CompletionStage<Void> openCommands() {
    return commands() != null
        ? CompletableFuture.completedFuture(null)
        : connector.commands().thenAccept(this::useForCommands);
  }

  private void useForCommands(CommandConnection connection) {
    synchronized (this) {
      server = connection.server();
      commands = connection.redis();
    }
    watch(connection.redis());
  }

  private CompletionStage<Void> openSubscriber() {
    return subscriber() != null
        ? CompletableFuture.completedFuture(null)
        : connector.subscriber().thenAccept(this::useForSubscriptions);
  }

  private void useForSubscriptions(StatefulRedisPubSubConnection<String, byte[]> connection) {
    connection.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(String channel, byte[] payload) {
            if (connection == subscriber()) {
              listener.message(channel, payload);
            }
          }

          @Override
          public void subscribed(String channel, long count) {
            if (connection == subscriber()) {
              listener.acknowledged(channel);
            }
          }
        });
    synchronized (this) {
      subscriber = connection;
      notifications.execute(listener::up);
    }
    watch(connection);
  }

  private void attempted(@Nullable Throwable failure) {
    boolean again;
    boolean changed;
    synchronized (this) {
      attempting = false;
      if (closed) {
        return;
      }
      again = failure != null || commands == null || subscriber == null;
      changed = unavailable == null || unavailable != again;
      unavailable = again;
    }
    if (changed && again) {
      String reason = failure == null ? "lost" : rootCause(failure);
      log.warn("Redis is unavailable redis={} reason={}", config.address(), reason);
    } else if (changed) {
      log.info("Connected to Redis redis={}", config.address());
    }
    if (again) {
      attemptSoon();
    }
  }

  private static String rootCause(Throwable failure) {
    return failure.getCause() == null ? failure.toString() : rootCause(failure.getCause());
  }

  private void attemptSoon() {
    // Random, so that not every bridge connects at the same moment.
    long delay = MIN_DELAY_MILLIS + ThreadLocalRandom.current().nextLong(2 * MIN_DELAY_MILLIS);
    time.after(Duration.ofMillis(delay), () -> attempt(() -> {}));
  }

  private void watch(StatefulConnection<String, byte[]> connection) {
    connection.addListener(
        new RedisConnectionStateListener() {
          @Override
          public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
            lost(connection, "it was closed");
          }
        });
    // It may have been closed before the listener was there.
    if (!connection.isOpen()) {
      lost(connection, "it was closed");
    }
  }

  /** Without a reason, the log has it already. */
  private void lost(StatefulConnection<String, byte[]> connection, @Nullable String reason) {
    boolean subscribing;
    boolean first;
    synchronized (this) {
      subscribing = connection == subscriber;
      if (closed || (!subscribing && connection != commands)) {
        return;
      }
      if (subscribing) {
        subscriber = null;
        notifications.execute(listener::down);
      } else {
        commands = null;
      }
      first = reason != null && !Boolean.TRUE.equals(unavailable);
      unavailable = first ? Boolean.TRUE : unavailable;
    }
    if (first) {
      String which = subscribing ? "subscriptions" : "commands";
      log.warn(
          "Connection to Redis lost redis={} for={} reason={}", config.address(), which, reason);
    }
    attemptSoon();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      commands = null;
      subscriber = null;
    }
    connector.close();
  }
}
