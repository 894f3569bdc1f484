package io.cablebridge.stream.redis;

import io.cablebridge.stream.SerialQueue;
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
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two connections to Redis: one that commands, one that listens. Either is opened again for as
 * long as it takes; that the listening one was lost is told, because what was published meanwhile
 * has to be sought. Thread-safe; its monitor guards its state, and nobody is told anything under
 * it. Owned by {@link RedisBroker}.
 */
final class RedisLink implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RedisLink.class);

  /** Reconnects come after this at the least, and after twice of it on the average. */
  private static final long MIN_DELAY_MILLIS = 100;

  private static final String[] NO_NAMES = {};

  /**
   * Who listens. Ups and downs are told in their order, by threads of the executor; what comes on a
   * connection by its own thread, between them.
   */
  interface Ear {
    /** There is a listening connection, on which nothing is subscribed to yet. */
    void up();

    /** It is gone, and with it all that it was subscribed to. */
    void down();

    void acknowledged(String channel);

    void message(String channel, byte[] payload);
  }

  private final String place;
  private final RedisConnector connector;
  private final Time time;
  private final Ear ear;

  /** Tells of ups and downs in the order in which they happened. */
  private final SerialQueue changes;

  /** The last one, so that each is said once. */
  private final AtomicReference<String> refusal = new AtomicReference<>("");

  private final LongAdder losses = new LongAdder();
  private @Nullable StatefulRedisConnection<String, byte[]> commands;
  private @Nullable StatefulRedisPubSubConnection<String, byte[]> subscriber;
  private RedisRun run = RedisRun.UNKNOWN;
  private boolean attempting;
  private boolean away;
  private boolean closed;

  RedisLink(RedisConfig config, Executor executor, Time time, Ear ear) {
    this.place = config.place();
    this.connector = new RedisConnector(config);
    this.changes = new SerialQueue(executor);
    this.time = time;
    this.ear = ear;
  }

  void start() {
    attempt();
  }

  /** Which start of which Redis this is, or was. */
  synchronized RedisRun run() {
    return run;
  }

  /** How often the listening connection was lost. */
  long losses() {
    return losses.sum();
  }

  /** Gives a command; fails at once when Redis is known to be away. */
  <T> CompletionStage<T> command(
      Function<RedisAsyncCommands<String, byte[]>, CompletionStage<T>> command) {
    StatefulRedisConnection<String, byte[]> connection;
    synchronized (this) {
      connection = commands;
    }
    if (connection == null) {
      return CompletableFuture.failedFuture(new RedisConnectionException("Redis is away"));
    }
    try {
      return command.apply(connection.async());
    } catch (RedisException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Asks for channels; {@link Ear#acknowledged} follows for each, unless the link is lost. */
  void subscribe(Collection<String> channels) {
    if (!channels.isEmpty()) {
      listen(redis -> redis.subscribe(channels.toArray(NO_NAMES)));
    }
  }

  void unsubscribe(String channel) {
    listen(redis -> redis.unsubscribe(channel));
  }

  private void listen(
      Function<RedisPubSubAsyncCommands<String, byte[]>, CompletionStage<Void>> command) {
    StatefulRedisPubSubConnection<String, byte[]> connection = listening();
    if (connection == null) {
      return;
    }
    try {
      command.apply(connection.async()).exceptionally(this::unheard);
    } catch (RedisException e) {
      unheard(e);
    }
  }

  /** Redis refuses it; or the connection breaks, which is told in a moment. */
  private @Nullable Void unheard(Throwable failure) {
    String why = why(failure);
    boolean refused = failure instanceof RedisCommandExecutionException;
    if (refused && !why.equals(refusal.getAndSet(why))) {
      log.warn("Redis refuses a subscription redis={} why={}", place, why);
    } else {
      log.debug("A subscription was not taken", failure);
    }
    return null;
  }

  private synchronized @Nullable StatefulRedisPubSubConnection<String, byte[]> listening() {
    return subscriber;
  }

  /** Drops the listening connection, which looks sound but brings nothing, for a new one. */
  void renewSubscriber() {
    StatefulRedisPubSubConnection<String, byte[]> mute = listening();
    if (mute != null) {
      lost(mute, null);
      CompletionStage<Void> closing = mute.closeAsync();
      closing.exceptionally(this::unheard);
    }
  }

  private void attempt() {
    synchronized (this) {
      if (closed || attempting || (commands != null && subscriber != null)) {
        return;
      }
      attempting = true;
    }
    openCommands()
        .thenCompose(ready -> openSubscriber())
        .whenComplete((done, failure) -> attempted(failure));
  }

  private synchronized CompletionStage<?> openCommands() {
    if (commands != null) {
      return CompletableFuture.completedFuture(commands);
    }
    return connector.commands().thenCompose(this::identify);
  }

  /** A Redis that will not say who it is is taken to be the same for ever. */
  private CompletionStage<?> identify(StatefulRedisConnection<String, byte[]> connection) {
    return connection
        .async()
        .info("server")
        .exceptionally(failure -> "")
        .thenAccept(
            info -> {
              synchronized (this) {
                run = RedisRun.of(info, time.wallNanos() / 1_000_000_000L);
                commands = connection;
              }
              watch(connection);
            });
  }

  private CompletionStage<?> openSubscriber() {
    if (listening() != null) {
      return CompletableFuture.completedFuture(null);
    }
    return connector.subscriber().thenAccept(this::listenOn);
  }

  private void listenOn(StatefulRedisPubSubConnection<String, byte[]> connection) {
    connection.addListener(new Listening(connection));
    synchronized (this) {
      subscriber = connection;
      changes.execute(ear::up);
    }
    watch(connection);
  }

  private void attempted(@Nullable Throwable failure) {
    boolean again;
    boolean changed;
    synchronized (this) {
      attempting = false;
      again = failure != null || commands == null || subscriber == null;
      changed = away != again;
      away = again;
      if (closed) {
        changed = false;
      }
    }
    if (changed && again) {
      log.warn("Redis is away redis={} why={}", place, failure == null ? "lost" : why(failure));
    } else if (changed) {
      log.info("Connected to Redis again redis={}", place);
    }
    if (again) {
      attemptSoon();
    }
  }

  private static String why(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString();
  }

  private void attemptSoon() {
    // Spread, so that not every bridge knocks at the same moment.
    long delay = MIN_DELAY_MILLIS + ThreadLocalRandom.current().nextLong(2 * MIN_DELAY_MILLIS);
    time.after(Duration.ofMillis(delay), this::attempt);
  }

  private void watch(StatefulConnection<String, byte[]> connection) {
    connection.addListener(
        new RedisConnectionStateListener() {
          @Override
          public void onRedisDisconnected(RedisChannelHandler<?, ?> gone) {
            lost(connection, "it was closed");
          }
        });
    // It may have gone before there was anybody to tell.
    if (!connection.isOpen()) {
      lost(connection, "it was closed");
    }
  }

  /**
   * @param why null if that has been said already
   */
  private void lost(StatefulConnection<String, byte[]> connection, @Nullable String why) {
    boolean listening;
    boolean first;
    synchronized (this) {
      listening = connection == subscriber;
      if (closed || (!listening && connection != commands)) {
        return;
      }
      if (listening) {
        subscriber = null;
        changes.execute(ear::down);
      } else {
        commands = null;
      }
      first = !away && why != null;
      away = away || first;
    }
    if (first) {
      String which = listening ? "listening" : "commanding";
      log.warn("A connection to Redis is lost redis={} connection={} why={}", place, which, why);
    }
    if (listening) {
      losses.increment();
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

  /** Hears one listening connection for as long as it is the one. */
  private final class Listening extends RedisPubSubAdapter<String, byte[]> {
    private final StatefulRedisPubSubConnection<String, byte[]> connection;

    Listening(StatefulRedisPubSubConnection<String, byte[]> connection) {
      this.connection = connection;
    }

    @Override
    public void message(String channel, byte[] payload) {
      if (listening() == connection) {
        ear.message(channel, payload);
      }
    }

    @Override
    public void subscribed(String channel, long count) {
      if (listening() == connection) {
        ear.acknowledged(channel);
      }
    }
  }
}
