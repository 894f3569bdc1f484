package io.cablebridge.stream;

import io.cablebridge.metric.Counters;
import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.StreamPosition;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A broker that the test drives on its own thread: subscribers wait until the test confirms them,
 * and publications are recorded. Thread-safe.
 */
public final class FakeBroker implements StreamBroker {

  /** One subscription. */
  public record Read(String stream, StreamSubscriber reader, @Nullable HistoryRequest history) {}

  public final List<Read> reads = new CopyOnWriteArrayList<>();
  public final List<Publication> published = new CopyOnWriteArrayList<>();
  private volatile @Nullable String problem;

  /** Confirms all subscribers of a stream, with some catch-up. */
  public void confirm(String stream, CatchUpResult catchUp) {
    of(stream).forEach(reader -> reader.subscribed(catchUp));
  }

  public void say(StreamMessage message) {
    of(message.stream()).forEach(reader -> reader.message(message));
  }

  /** A plain message. */
  public static StreamMessage message(String stream, long offset, String json) {
    return new StreamMessage(
        stream, JsonText.of(json), new StreamPosition(offset, "epoch"), null, null, 0);
  }

  public void lose(String stream) {
    of(stream).forEach(StreamSubscriber::lost);
  }

  /** Refuses every publication from now on. */
  public void fail(String why) {
    problem = why;
  }

  private List<StreamSubscriber> of(String stream) {
    return reads.stream().filter(r -> r.stream().equals(stream)).map(Read::reader).toList();
  }

  @Override
  public void start() {}

  @Override
  public StreamSubscription subscribe(
      String stream, StreamSubscriber reader, @Nullable HistoryRequest history) {
    Read read = new Read(stream, reader, history);
    reads.add(read);
    return () -> reads.remove(read);
  }

  @Override
  public CompletionStage<Void> publish(Publication publication) {
    String why = problem;
    if (why != null) {
      return CompletableFuture.failedFuture(
          new BrokerUnavailableException(why, new IllegalStateException(why)));
    }
    published.add(publication);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public BrokerHealth health() {
    return new BrokerHealth("fake", problem, Instant.EPOCH);
  }

  @Override
  public List<StreamSnapshot> snapshot() {
    return List.of();
  }

  @Override
  public Counters<BrokerCount> counters() {
    return Counters.of(BrokerCount.class);
  }

  @Override
  public void close() {}
}
