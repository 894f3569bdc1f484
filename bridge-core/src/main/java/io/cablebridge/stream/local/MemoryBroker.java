package io.cablebridge.stream.local;

import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.metric.Counters;
import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.stream.BrokerCount;
import io.cablebridge.stream.BrokerHealth;
import io.cablebridge.stream.Publication;
import io.cablebridge.stream.StreamBroker;
import io.cablebridge.stream.StreamConfig;
import io.cablebridge.stream.StreamSnapshot;
import io.cablebridge.stream.StreamSubscriber;
import io.cablebridge.stream.StreamSubscription;
import io.cablebridge.stream.catchup.HistorySource;
import io.cablebridge.stream.local.StreamRegistry.EvictionPolicy;
import io.cablebridge.time.Time;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The broker without a server: delivers what is published through this process to the subscribers
 * in this process. Its history ends with the process. The engine creates one; thread-safe.
 */
public final class MemoryBroker implements StreamBroker {
  private final StreamRegistry<LocalStream> streams;
  private final BrokerHealth health;
  private final Counters<BrokerCount> counters = Counters.of(BrokerCount.class);

  public MemoryBroker(StreamConfig config, HeapBudget budget, Executor executor, Time time) {
    streams =
        new StreamRegistry<>(
            name -> new LocalStream(name, config, budget, executor, time, HistorySource.NONE),
            created -> {},
            evicted -> {},
            EvictionPolicy.afterHistory(config.ttl()),
            budget,
            time);
    health = new BrokerHealth("memory", null, time.now());
  }

  @Override
  public void start() {
    streams.start();
  }

  @Override
  public StreamSubscription subscribe(
      String stream, StreamSubscriber subscriber, @Nullable HistoryRequest history) {
    return streams.use(stream, used -> used.subscribe(subscriber, history));
  }

  @Override
  public CompletionStage<Void> publish(Publication publication) {
    return streams.use(publication.stream(), used -> used.publish(publication));
  }

  @Override
  public BrokerHealth health() {
    return health;
  }

  @Override
  public List<StreamSnapshot> snapshot() {
    return streams.snapshot();
  }

  /** All zero: without a server there is nothing to lose. */
  @Override
  public Counters<BrokerCount> counters() {
    return counters;
  }

  @Override
  public void close() {
    streams.stop();
  }
}
