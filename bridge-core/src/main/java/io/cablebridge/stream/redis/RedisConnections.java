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
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
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
final class RedisConnections implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RedisConnections.class);

  /** Reconnects come after this at the least, and after twice of it on the average. */
  private static final long MIN_DELAY_MILLIS = 100;

  private final String place;
  private final Duration patience;
  private final RedisConnector connector;
  private final Time time;
  private final PubSubListener ear;

  /** Tells of ups and downs in the order in which they happened. */
  private final SerialQueue changes;

  /** The last one, so that each is said once. */
  private final AtomicReference<String> refusal = new AtomicReference<>("");

  private final LongAdder losses = new LongAdder();
  private @Nullable StatefulRedisConnection<String, byte[]> commands;
  private @Nullable PubSubConnection subscriber;
  private RedisServerId run = RedisServerId.UNKNOWN;
  private boolean attempting;

  /** What was said last; null before anything was. */
  private @Nullable Boolean away;

  private boolean closed;

  RedisConnections(RedisConfig config, Executor executor, Time time, PubSubListener ear) {
    this.place = config.place();
    this.patience = config.timeout();
    this.connector = new RedisConnector(config);
    this.changes = new SerialQueue(executor);
    this.time = time;
    this.ear = ear;
  }

  /** Begins; waits no longer for the connections than one of them may take. */
  void start() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    attempt(ended::countDown);
    // Without them the attempts go on, and what comes of them is told by the log and the canary.
    if (!ended.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      log.debug("Not connected yet redis={}", place);
    }
  }

  /** Which start of which Redis this is, or was. */
  synchronized RedisServerId run() {
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

  /**
   * Asks for channels; {@link PubSubListener#acknowledged} follows for each, unless the link is
   * lost.
   */
  void subscribe(Collection<String> channels) {
    PubSubConnection connection = listening();
    if (connection != null) {
      connection.subscribe(channels);
    }
  }

  void unsubscribe(String channel) {
    PubSubConnection connection = listening();
    if (connection != null) {
      connection.unsubscribe(channel);
    }
  }

  private synchronized @Nullable PubSubConnection listening() {
    return subscriber;
  }

  /** Drops the listening connection, which looks sound but brings nothing, for a new one. */
  void renewSubscriber() {
    PubSubConnection mute = listening();
    if (mute != null) {
      lost(mute.redis(), null);
      mute.close();
    }
  }

  private void attempt() {
    attempt(() -> {});
  }

  private void attempt(Runnable ended) {
    synchronized (this) {
      if (closed || attempting || (commands != null && subscriber != null)) {
        return;
      }
      attempting = true;
    }
    openCommands()
        .thenCompose(ready -> openSubscriber())
        .whenComplete((done, failure) -> attempted(failure))
        .whenComplete((done, failure) -> ended.run());
  }

  private CompletionStage<?> openCommands() {
    synchronized (this) {
      if (commands != null) {
        return CompletableFuture.completedFuture(commands);
      }
    }
    return connector.commands().thenCompose(this::identify);
  }

  private CompletionStage<?> identify(StatefulRedisConnection<String, byte[]> connection) {
    return connection
        .async()
        .info("server")
        .handle((info, failure) -> identified(connection, info, failure))
        .thenCompose(outcome -> outcome);
  }

  private CompletionStage<?> identified(
      StatefulRedisConnection<String, byte[]> connection,
      @Nullable String info,
      @Nullable Throwable failure) {
    // One that will not say who it is is taken to be the same for ever; one that is silent is away.
    if (info == null && !(failure instanceof RedisCommandExecutionException)) {
      return connection
          .closeAsync()
          .thenCompose(
              closed ->
                  CompletableFuture.failedFuture(
                      new RedisException("it does not answer", failure)));
    }
    RedisServerId identity =
        RedisServerId.of(info == null ? "" : info, time.wallNanos() / 1_000_000_000L);
    synchronized (this) {
      run = identity;
      commands = connection;
    }
    watch(connection);
    return CompletableFuture.completedFuture(connection);
  }

  private CompletionStage<?> openSubscriber() {
    if (listening() != null) {
      return CompletableFuture.completedFuture(null);
    }
    return connector.subscriber().thenAccept(this::listenOn);
  }

  private void listenOn(StatefulRedisPubSubConnection<String, byte[]> connection) {
    PubSubConnection opened =
        new PubSubConnection(connection, one -> one == listening(), ear, this::refused);
    synchronized (this) {
      subscriber = opened;
      changes.execute(ear::up);
    }
    watch(connection);
  }

  private void refused(String why) {
    if (!why.equals(refusal.getAndSet(why))) {
      log.warn("Redis refuses a subscription redis={} why={}", place, why);
    }
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
      changed = away == null || away != again;
      away = again;
    }
    if (changed && again) {
      log.warn("Redis is away redis={} why={}", place, failure == null ? "lost" : why(failure));
    } else if (changed) {
      log.info("Connected to Redis redis={}", place);
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
      listening = subscriber != null && connection == subscriber.redis();
      if (closed || (!listening && connection != commands)) {
        return;
      }
      if (listening) {
        subscriber = null;
        changes.execute(ear::down);
      } else {
        commands = null;
      }
      first = !Boolean.TRUE.equals(away) && why != null;
      if (first) {
        away = true;
      }
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
}
