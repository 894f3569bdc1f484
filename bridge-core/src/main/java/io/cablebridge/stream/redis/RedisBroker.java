package io.cablebridge.stream.redis;

import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.metric.Counters;
import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.Ids;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.JsonValue;
import io.cablebridge.stream.BrokerCount;
import io.cablebridge.stream.BrokerHealth;
import io.cablebridge.stream.BrokerUnavailableException;
import io.cablebridge.stream.Publication;
import io.cablebridge.stream.StreamBroker;
import io.cablebridge.stream.StreamConfig;
import io.cablebridge.stream.StreamMessage;
import io.cablebridge.stream.StreamSnapshot;
import io.cablebridge.stream.StreamSubscriber;
import io.cablebridge.stream.StreamSubscription;
import io.cablebridge.stream.local.LocalStream;
import io.cablebridge.stream.local.StreamRegistry;
import io.cablebridge.stream.local.StreamRegistry.EvictionPolicy;
import io.cablebridge.stream.redis.RedisRefusals.Operation;
import io.cablebridge.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams over Redis. Rails' broadcasts come on Rails' own channels, one Redis subscription a
 * stream whatever the number of subscribers, and this node alone numbers them. Redis numbers and
 * keeps what is published through bridges, and one channel carries it to every bridge. The engine
 * creates it; thread-safe, as everything that concerns a stream goes through the stream's queue.
 */
public final class RedisBroker implements StreamBroker {
  private static final Logger log = LoggerFactory.getLogger(RedisBroker.class);

  /** The longest payload of a broadcast in bytes; the same as over a cable by default. */
  private static final int MAX_BROADCAST_BYTES = 1 << 20;

  private final StreamConfig config;
  private final HeapBudget budget;
  private final Executor executor;
  private final Time time;
  private final RedisNames names;
  private final RedisConnections connections;
  private final ChannelSubscriptions channels;
  private final RedisHistory history;
  private final StreamRegistry<RedisStream> streams;
  private final PubSubProbe probe;
  private final RedisRefusals refusals;
  private final Counters<BrokerCount> counters = Counters.of(BrokerCount.class);

  /** The bridges' channel has been subscribed to, and channels of streams may follow. */
  private volatile boolean open;

  /** Redis has confirmed the bridges' channel on this connection. */
  private volatile boolean confirmed;

  /**
   * @param linger how long a stream is kept after its last subscriber, so that one that reconnects
   *     has missed nothing of Rails' broadcasts
   * @param executor runs the tasks of streams; must not run one on the thread that submits it
   */
  public RedisBroker(
      RedisConfig redis,
      StreamConfig config,
      HeapBudget budget,
      Duration linger,
      Executor executor,
      Time time) {
    this.config = config;
    this.budget = budget;
    this.executor = executor;
    this.time = time;
    names = new RedisNames(redis, Ids.streamEpoch());
    connections = new RedisConnections(redis, executor, time, new Listener());
    channels = connections.channels();
    refusals =
        new RedisRefusals(redis.address(), new ReadOnlyServer(connections, time)::leave, time);
    history = new RedisHistory(connections, names, config, refusals, time);
    streams =
        new StreamRegistry<>(
            this::create, this::open, this::evicted, EvictionPolicy.linger(linger), budget, time);
    probe =
        new PubSubProbe(
            time,
            this::sendPing,
            connections::renewSubscriber,
            new HungConnectionCheck(connections)::start);
  }

  @Override
  public void start() throws InterruptedException {
    probe.start();
    streams.start();
    connections.start();
  }

  private CompletionStage<?> sendPing() {
    history.retryRefused();
    return refusals.watch(
        Operation.PING, connections.command(redis -> redis.publish(names.probe(), new byte[0])));
  }

  private RedisStream create(String name) {
    RailsBroadcastMarker marker = new RailsBroadcastMarker(() -> history.mark(name), time);
    RedisHistorySource source = new RedisHistorySource(() -> read(name, marker));
    LocalStream stream = new LocalStream(name, config, budget, executor, time, source);
    // Its subscribers wait until Redis has confirmed the subscription.
    stream.lost();
    return new RedisStream(stream, names.railsChannel(name), marker, source, new AtomicBoolean());
  }

  private CompletionStage<RemoteHistory> read(String name, RailsBroadcastMarker marker) {
    boolean unwritten = marker.isUnwritten();
    return history.read(name).thenApply(read -> unwritten ? read.asMixed() : read);
  }

  /**
   * Subscribes to a stream's channel once its newest position in Redis is known: every later
   * message either arrives or is known to be missing.
   */
  private void open(RedisStream created) {
    created
        .source()
        .read()
        .whenComplete(
            (read, failure) -> {
              if (read != null) {
                created.stream().advanceTo(read.newest());
              }
              subscribe(created);
            });
  }

  private void subscribe(RedisStream stream) {
    if (open) {
      channels.subscribe(
          List.of(Objects.requireNonNullElse(stream.channel(), names.publications())));
    }
  }

  /** Under the lock of the name, so that the next stream of this name subscribes afterwards. */
  private void evicted(RedisStream evicted) {
    if (evicted.channel() != null) {
      channels.unsubscribe(evicted.channel());
    }
  }

  @Override
  public StreamSubscription subscribe(
      String stream, StreamSubscriber subscriber, @Nullable HistoryRequest request) {
    StreamSubscription added = streams.use(stream, used -> used.subscribe(subscriber, request));
    RedisStream joined = streams.find(stream);
    if (joined != null && joined.refused().compareAndSet(true, false)) {
      subscribe(joined);
    }
    return added;
  }

  /**
   * {@inheritDoc} When Redis does not answer in time, it may have published all the same: a
   * publisher that repeats the publication may publish it twice.
   */
  @Override
  public CompletionStage<Void> publish(Publication publication) {
    if (probe.isUnavailable()) {
      return CompletableFuture.failedFuture(
          new BrokerUnavailableException(
              PubSubProbe.UNAVAILABLE, new IllegalStateException("no answer to the last ping")));
    }
    return history
        .publish(publication)
        .exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(RedisRefusals.unavailable(failure)))
        .thenAccept(offset -> {});
  }

  @Override
  public BrokerHealth health() {
    BrokerHealth delivery = probe.health();
    BrokerHealth refused = delivery.isWell() ? refusals.problem() : null;
    return refused == null ? delivery : refused;
  }

  @Override
  public List<StreamSnapshot> snapshot() {
    return streams.snapshot();
  }

  @Override
  public Counters<BrokerCount> counters() {
    return counters;
  }

  @Override
  public void close() {
    probe.stop();
    streams.stop();
    connections.close();
  }

  /** Receives what the subscribing connection brings, and gives it to the streams. */
  private final class Listener implements PubSubListener {

    @Override
    public void up() {
      channels.subscribe(List.of(names.publications()));
      open = true;
      channels.subscribe(streams.all().map(RedisStream::channel).filter(Objects::nonNull).toList());
    }

    @Override
    public void down() {
      open = false;
      confirmed = false;
      counters.increment(BrokerCount.CONNECTIONS_LOST);
      streams.all().forEach(stream -> stream.stream().lost());
    }

    @Override
    public void acknowledged(String channel) {
      if (channel.equals(names.probe())) {
        probe.ping();
      } else if (channel.equals(names.publications())) {
        confirmed = true;
        channels.subscribe(List.of(names.probe())); // so that a pong proves both
        streams
            .all()
            .filter(stream -> stream.channel() == null)
            .forEach(stream -> stream.stream().restored());
      } else {
        RedisStream stream = streams.find(names.stream(channel));
        if (stream != null) {
          stream.stream().restored();
        }
      }
    }

    /**
     * A user that may not read the bridges' own channels reads nothing: that is a problem of the
     * broker, and no reason to end a subscription.
     */
    @Override
    public void refused(String channel, String error) {
      refusals.refusedSubscription(error, Ids.shortened(channel));
      RedisStream stream = confirmed ? streams.find(names.stream(channel)) : null;
      if (stream != null && channel.equals(stream.channel())) {
        stream.refuse("Redis does not permit the bridge to read this stream (NOPERM).");
      }
    }

    @Override
    public void message(String channel, byte[] payload) {
      if (channel.equals(names.publications())) {
        published(Envelope.message(payload));
      } else if (channel.equals(names.probe())) {
        probe.pong();
      } else {
        broadcast(channel, payload);
      }
    }

    private void published(@Nullable StreamMessage message) {
      if (message == null) {
        counters.increment(BrokerCount.MESSAGES_IGNORED);
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
        streams.ifAbsent(name, () -> channels.unsubscribe(channel));
        return;
      }
      stream.marker().broadcast();
      JsonText json = payload.length > MAX_BROADCAST_BYTES ? null : JsonValue.of(payload);
      if (json == null) {
        counters.increment(BrokerCount.MESSAGES_IGNORED);
        log.warn("Ignored a broadcast that is too long or not UTF-8: bytes={}", payload.length);
        stream.stream().missed();
      } else {
        stream.stream().publish(new Publication(name, json, null, null, false));
      }
    }
  }
}
