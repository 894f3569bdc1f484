package io.cablebridge.stream.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.JsonValue;
import io.cablebridge.protocol.Slice;
import io.cablebridge.stream.BrokerHealth;
import io.cablebridge.stream.BrokerUnavailableException;
import io.cablebridge.stream.Epochs;
import io.cablebridge.stream.HistoryBudget;
import io.cablebridge.stream.Publication;
import io.cablebridge.stream.StreamBroker;
import io.cablebridge.stream.StreamConfig;
import io.cablebridge.stream.StreamMessage;
import io.cablebridge.stream.StreamReader;
import io.cablebridge.stream.StreamSnapshot;
import io.cablebridge.stream.StreamSubscription;
import io.cablebridge.time.Time;
import io.lettuce.core.RedisCommandExecutionException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams over Redis. What Rails broadcasts is read from Rails' own channels, one Redis
 * subscription a stream however many read it, and numbered by this bridge alone. What is published
 * through a bridge is numbered and kept by Redis and told on one channel to all bridges. Thread-
 * safe; what a stream is told goes through its queue.
 */
public final class RedisBroker implements StreamBroker {
  private static final Logger log = LoggerFactory.getLogger(RedisBroker.class);
  private static final long NANOS = 1_000_000_000L;
  private static final Duration EXPIRY = Duration.ofSeconds(1);

  /** The longest message of Rails in bytes; the same as over a cable by default. */
  private static final int LONGEST = 1 << 20;

  /** Channels asked for in one command. */
  private static final int BATCH = 500;

  private final StreamConfig config;
  private final HistoryBudget budget;
  private final Executor executor;
  private final Time time;
  private final RedisNames names;
  private final RedisConnections link;
  private final RedisHistory history;
  private final RedisStreams streams;
  private final PubSubProbe canary;
  private final LongAdder ignored = new LongAdder();
  private Time.@Nullable Cancellable expiring;

  /** The bridges' channel is asked for, and so may those of streams be. */
  private volatile boolean open;

  /**
   * @param linger for how long what Rails broadcasts is listened to after the last reader, so that
   *     who comes back has missed nothing
   * @param executor tells readers; must not run tasks on the thread that gives them
   */
  public RedisBroker(
      RedisConfig redis,
      StreamConfig config,
      HistoryBudget budget,
      Duration linger,
      Executor executor,
      Time time) {
    this.config = config;
    this.budget = budget;
    this.executor = executor;
    this.time = time;
    names = new RedisNames(redis, Epochs.mint());
    link = new RedisConnections(redis, executor, time, new Listening());
    history = new RedisHistory(link, names, config);
    streams = new RedisStreams(this::make, link::unsubscribe, linger, time);
    canary = new PubSubProbe(time, this::sing, link::renewSubscriber);
  }

  @Override
  public synchronized void start() throws InterruptedException {
    canary.start();
    expiring = time.every(EXPIRY, this::tend);
    link.start();
  }

  private void tend() {
    streams.all().forEach(one -> one.stream().expireIfDue());
    budget.makeRoom(() -> streams.all().stream().map(RedisStream::stream).iterator(), time.nanos());
  }

  private RedisStream make(String name) {
    return new RedisStream(name, names.railsChannel(name), history, config, budget, executor, time);
  }

  private CompletionStage<?> sing() {
    return link.command(redis -> redis.publish(names.canary(), new byte[0]));
  }

  @Override
  public StreamSubscription subscribe(
      String stream, StreamReader reader, @Nullable HistoryRequest request) {
    StreamSubscription reading =
        streams.enter(stream, this::open).stream().subscribe(reader, request);
    AtomicBoolean over = new AtomicBoolean();
    return () -> {
      if (!over.getAndSet(true)) {
        reading.cancel();
        streams.leave(stream);
      }
    };
  }

  /**
   * Asks for a stream's channel, once it is known where its numbering stands: what comes after that
   * is either heard or missed.
   */
  private void open(RedisStream stream) {
    stream
        .past()
        .whenComplete(
            (past, failure) -> {
              if (past != null) {
                stream.stream().standsAt(past.newest());
              }
              if (open) {
                link.subscribe(
                    List.of(Objects.requireNonNullElse(stream.channel(), names.publications())));
              }
            });
  }

  /**
   * {@inheritDoc} When Redis does not answer in time it may have been published all the same: who
   * publishes it again publishes it perhaps twice.
   */
  @Override
  public CompletionStage<Void> publish(Publication publication) {
    if (canary.isAway()) {
      return CompletableFuture.failedFuture(
          new BrokerUnavailableException(
              PubSubProbe.AWAY, new IllegalStateException("the canary is silent")));
    }
    CompletionStage<Long> published =
        publication.fleeting() ? tell(publication) : history.publish(publication);
    return published.handle(RedisBroker::published).thenCompose(outcome -> outcome);
  }

  private CompletionStage<Long> tell(Publication publication) {
    byte[] envelope = Envelope.fleeting(publication, Math.floorDiv(time.wallNanos(), NANOS));
    return link.command(redis -> redis.publish(names.publications(), envelope));
  }

  private static CompletionStage<Void> published(
      @Nullable Long offset, @Nullable Throwable failure) {
    if (failure == null) {
      return CompletableFuture.completedFuture(null);
    }
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    boolean refused = cause instanceof RedisCommandExecutionException;
    return CompletableFuture.failedFuture(
        new BrokerUnavailableException(refused ? "Redis refuses it" : PubSubProbe.AWAY, cause));
  }

  @Override
  public BrokerHealth health() {
    return canary.health();
  }

  @Override
  public List<StreamSnapshot> snapshot() {
    return streams.all().stream()
        .map(one -> one.stream().snapshot())
        .filter(one -> one.readers() > 0)
        .toList();
  }

  /** What came and could not be carried: too long, no text, or no envelope of ours. */
  public long ignored() {
    return ignored.sum();
  }

  /** How often the connection was lost that listens to Redis. */
  public long losses() {
    return link.losses();
  }

  @Override
  public synchronized void close() {
    canary.stop();
    if (expiring != null) {
      expiring.cancel();
    }
    link.close();
  }

  /** What comes from Redis. */
  private final class Listening implements PubSubListener {

    @Override
    public void up() {
      link.subscribe(List.of(names.publications(), names.canary()));
      open = true;
      List<String> channels = new ArrayList<>();
      for (RedisStream stream : streams.all()) {
        if (stream.channel() != null) {
          channels.add(stream.channel());
        }
      }
      for (int from = 0; from < channels.size(); from += BATCH) {
        link.subscribe(channels.subList(from, Math.min(from + BATCH, channels.size())));
      }
    }

    @Override
    public void down() {
      open = false;
      streams.all().forEach(one -> one.stream().lost());
    }

    @Override
    public void acknowledged(String channel) {
      if (channel.equals(names.canary())) {
        canary.sing();
      } else if (channel.equals(names.publications())) {
        for (RedisStream stream : streams.all()) {
          if (stream.channel() == null) {
            stream.stream().restored();
          }
        }
      } else {
        RedisStream stream = streams.find(names.stream(channel));
        if (stream != null) {
          stream.stream().restored();
        }
      }
    }

    @Override
    public void message(String channel, byte[] payload) {
      if (channel.equals(names.publications())) {
        published(Envelope.message(payload));
      } else if (channel.equals(names.canary())) {
        canary.heard();
      } else {
        broadcast(channel, payload);
      }
    }

    private void published(@Nullable StreamMessage message) {
      if (message == null) {
        ignored.increment();
        return;
      }
      RedisStream stream = streams.find(message.stream());
      if (stream != null) {
        stream.stream().append(message);
      }
    }

    private void broadcast(String channel, byte[] payload) {
      String name = names.stream(channel);
      RedisStream stream = streams.find(name);
      if (stream == null) {
        streams.unexpected(name, channel);
      } else {
        stream.mark().broadcast();
        Slice json = payload.length > LONGEST ? null : json(payload);
        if (json == null) {
          ignored.increment();
          log.warn("A broadcast is too long, or no text: bytes={}", payload.length);
          stream.stream().missed();
        } else {
          stream.stream().publish(new Publication(name, json, null, null, false));
        }
      }
    }

    /** What is no JSON is a text, as it is over HTTP; null for what is no text either. */
    private static @Nullable Slice json(byte[] payload) {
      if (JsonText.isValid(payload)) {
        return new Slice(payload, 0, payload.length);
      }
      try {
        return Slice.of(
            JsonValue.quoted(UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString()));
      } catch (CharacterCodingException e) {
        return null;
      }
    }
  }
}
