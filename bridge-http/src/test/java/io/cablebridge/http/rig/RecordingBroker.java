package io.cablebridge.http.rig;

import io.cablebridge.metric.Counters;
import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.stream.BrokerCount;
import io.cablebridge.stream.BrokerHealth;
import io.cablebridge.stream.BrokerUnavailableException;
import io.cablebridge.stream.Publication;
import io.cablebridge.stream.StreamBroker;
import io.cablebridge.stream.StreamSnapshot;
import io.cablebridge.stream.StreamSubscriber;
import io.cablebridge.stream.StreamSubscription;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A broker that records publications, and is unavailable when a test requires it. */
public final class RecordingBroker implements StreamBroker {
  private final List<Publication> published = new CopyOnWriteArrayList<>();
  private final StreamBroker carrier;
  private volatile int takes = Integer.MAX_VALUE;
  private volatile @Nullable Throwable failure;
  private volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

  /**
   * @param carrier carries what is taken
   */
  public RecordingBroker(StreamBroker carrier) {
    this.carrier = carrier;
  }

  /** All that was published, in its order. */
  public List<Publication> published() {
    return published;
  }

  /** Takes no more than so many from now on. */
  public void takeOnly(int more) {
    takes = published.size() + more;
    failure = new BrokerUnavailableException("away", new IllegalStateException());
  }

  public void failWith(Throwable bug) {
    takes = 0;
    failure = bug;
  }

  /** Is done with a publication no sooner than this is complete. */
  public void waitFor(CompletableFuture<Void> open) {
    gate = open;
  }

  @Override
  public void start() {}

  @Override
  public CompletionStage<Void> publish(Publication publication) {
    if (published.size() >= takes && failure != null) {
      return CompletableFuture.failedFuture(failure);
    }
    published.add(publication);
    return gate.thenCompose(open -> carrier.publish(publication));
  }

  @Override
  public StreamSubscription subscribe(
      String stream, StreamSubscriber reader, @Nullable HistoryRequest history) {
    return carrier.subscribe(stream, reader, history);
  }

  @Override
  public BrokerHealth health() {
    return new BrokerHealth("recording", null, Instant.EPOCH);
  }

  @Override
  public List<StreamSnapshot> snapshot() {
    return carrier.snapshot();
  }

  @Override
  public Counters<BrokerCount> counters() {
    return Counters.of(BrokerCount.class);
  }

  @Override
  public void close() {}
}
