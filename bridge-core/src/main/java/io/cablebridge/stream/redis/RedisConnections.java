package io.cablebridge.stream.redis;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.stream.local.SerialQueue;
import io.cablebridge.stream.redis.RedisConnector.CommandConnection;
import io.cablebridge.time.Time;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
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

  private final ChannelSubscriptions channels;
  private final AvailabilityLog availability;

  @GuardedBy("this")
  private @Nullable StatefulRedisConnection<String, byte[]> commands;

  @GuardedBy("this")
  private @Nullable StatefulRedisPubSubConnection<String, byte[]> subscriber;

  @GuardedBy("this")
  private RedisServerId server = RedisServerId.UNKNOWN;

  @GuardedBy("this")
  private boolean attempting;

  @GuardedBy("this")
  private boolean closed;

  RedisConnections(RedisConfig config, Executor executor, Time time, PubSubListener listener) {
    this.config = config;
    this.connector = new RedisConnector(config, time);
    this.notifications = new SerialQueue(executor);
    this.time = time;
    this.listener = listener;
    this.availability = new AvailabilityLog(config.address());
    this.channels = new ChannelSubscriptions(this::subscriber, listener);
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

  ChannelSubscriptions channels() {
    return channels;
  }

  /** The connection for commands; null while there is none. */
  synchronized @Nullable StatefulRedisConnection<String, byte[]> commands() {
    return commands;
  }

  private synchronized @Nullable StatefulRedisPubSubConnection<String, byte[]> subscriber() {
    return subscriber;
  }

  /** Replaces the subscribing connection, which looks sound but delivers nothing. */
  void renewSubscriber() {
    leave(subscriber(), null);
  }

  private void leave(
      @Nullable StatefulConnection<String, byte[]> connection, @Nullable String reason) {
    if (connection != null) {
      lost(connection, reason);
      close(connection);
    }
  }

  private static void close(StatefulConnection<String, byte[]> connection) {
    CompletableFuture<?> unused = connection.closeAsync();
  }

  /** Replaces the connection for commands. Without a reason, the log has it already. */
  void renewCommands(@Nullable String reason) {
    leave(commands(), reason);
  }

  /** Opens another connection for commands, beside the one in use. */
  CompletionStage<CommandConnection> openCommandConnection() {
    return connector.commands();
  }

  /** Replaces a connection for commands that hangs; closes the new one if it answers after all. */
  void replace(
      StatefulRedisConnection<String, byte[]> used, CommandConnection fresh, boolean answers) {
    boolean hangs;
    synchronized (this) {
      hangs = !answers && !closed && used == commands;
    }
    if (hangs) {
      log.warn(
          "A connection to Redis hangs and is replaced redis={} for=commands", config.address());
      useForCommands(fresh);
    }
    close(hangs ? used : fresh.redis());
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
    boolean another;
    synchronized (this) {
      another = !server.id().isEmpty() && !server.id().equals(connection.server().id());
      server = connection.server();
      commands = connection.redis();
    }
    watch(connection.redis());
    if (another) {
      // The subscriptions must not stay with a server that publications no longer reach.
      renewSubscriber();
    }
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
    synchronized (this) {
      attempting = false;
      if (closed) {
        return;
      }
      again = failure != null || commands == null || subscriber == null;
    }
    if (again) {
      availability.attemptFailed(failure);
      attemptSoon();
    } else {
      availability.connected();
    }
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
    }
    if (reason != null) {
      availability.lost(subscribing ? "subscriptions" : "commands", reason);
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
