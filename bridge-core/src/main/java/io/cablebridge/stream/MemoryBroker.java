package io.cablebridge.stream;

import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The broker of one process alone: what is published to it is carried by it, and gone with it. A
 * stream that nobody reads and of which nothing is kept is forgotten; when it comes again it counts
 * anew, in another epoch. Thread-safe.
 */
public final class MemoryBroker implements StreamBroker {
  private static final Duration EXPIRY = Duration.ofSeconds(1);
  private static final long SECOND = 1_000_000_000L;

  private final StreamConfig config;
  private final Executor executor;
  private final Time time;
  private final Instant since = Instant.now();

  /** Tasks are added to a line under its key's lock, and it is removed under it. */
  private final ConcurrentMap<String, Numbered> lines = new ConcurrentHashMap<>();

  /** A line, and how far it has counted; owned by the line's queue. */
  private static final class Numbered {
    private final StreamLine line;
    private final String epoch = Epochs.mint();
    private long offset;

    Numbered(StreamLine line) {
      this.line = line;
    }
  }

  public MemoryBroker(StreamConfig config, Executor executor, Time time) {
    this.config = config;
    this.executor = executor;
    this.time = time;
  }

  @Override
  public void start() {
    time.every(EXPIRY, this::expire);
  }

  @Override
  public StreamSubscription subscribe(
      String stream, StreamReader reader, @Nullable HistoryRequest history) {
    StreamLine.Subscriber subscriber = new StreamLine.Subscriber(reader);
    run(
        stream,
        numbered -> {
          Catchup known = numbered.line.catchup(history);
          numbered.line.join(
              subscriber,
              known == null ? Catchup.incomplete(numbered.line.history().newest()) : known);
        });
    return () -> runIfThere(stream, numbered -> numbered.line.leave(subscriber));
  }

  @Override
  public CompletionStage<Void> publish(Publication publication) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    run(
        publication.stream(),
        numbered -> {
          StreamPosition position =
              publication.fleeting() ? null : new StreamPosition(++numbered.offset, numbered.epoch);
          numbered.line.deliver(publication.at(position, seconds()), seconds());
          done.complete(null);
        });
    return done;
  }

  private long seconds() {
    return time.wallNanos() / SECOND;
  }

  private void run(String stream, Consumer<Numbered> task) {
    lines.compute(
        stream,
        (name, there) -> {
          Numbered numbered = there == null ? begin(name) : there;
          numbered.line.run(() -> task.accept(numbered));
          return numbered;
        });
  }

  private void runIfThere(String stream, Consumer<Numbered> task) {
    lines.computeIfPresent(
        stream,
        (name, numbered) -> {
          numbered.line.run(() -> task.accept(numbered));
          return numbered;
        });
  }

  private Numbered begin(String name) {
    Numbered numbered = new Numbered(new StreamLine(name, config, new SerialQueue(executor)));
    numbered.line.history().know(new StreamPosition(0, numbered.epoch));
    return numbered;
  }

  private void expire() {
    for (String name : lines.keySet()) {
      runIfThere(
          name,
          numbered -> {
            numbered.line.expire(seconds());
            lines.computeIfPresent(
                name, (key, there) -> there == numbered && there.line.isIdle() ? null : there);
          });
    }
  }

  @Override
  public BrokerHealth health() {
    return new BrokerHealth("memory", null, since);
  }

  @Override
  public List<StreamSnapshot> snapshot() {
    return lines.values().stream()
        .map(numbered -> numbered.line.snapshot())
        .filter(line -> line.readers() > 0)
        .toList();
  }

  @Override
  public void close() {}
}
