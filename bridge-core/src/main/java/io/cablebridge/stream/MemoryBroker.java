package io.cablebridge.stream;

import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.time.Time;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The broker without a server: carries what is published through this process to the readers of
 * this process. Its past ends with the process. One for the process; thread-safe.
 */
public final class MemoryBroker implements StreamBroker {
  private final Streams streams;
  private final BrokerHealth well;

  public MemoryBroker(StreamConfig config, HistoryBudget budget, Executor executor, Time time) {
    streams =
        new Streams(
            name -> new Stream(name, config, budget, executor, time, HistorySource.NONE),
            born -> {},
            forgotten -> {},
            budget,
            time);
    well = new BrokerHealth("memory", null, Instant.ofEpochSecond(0, time.wallNanos()));
  }

  @Override
  public void start() {
    streams.start();
  }

  @Override
  public StreamSubscription subscribe(
      String stream, StreamReader reader, @Nullable HistoryRequest history) {
    return streams.use(stream, used -> used.subscribe(reader, history));
  }

  @Override
  public CompletionStage<Void> publish(Publication publication) {
    return streams.use(publication.stream(), used -> used.publish(publication));
  }

  @Override
  public BrokerHealth health() {
    return well;
  }

  @Override
  public List<StreamSnapshot> snapshot() {
    return streams.snapshot();
  }

  @Override
  public void close() {
    streams.stop();
  }
}
