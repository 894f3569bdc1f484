package io.cablebridge.e2e.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.e2e.rig.SameOriginHeaders;
import io.cablebridge.fake.SseEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An SSE client of one session that records its events over all its responses. A thread per
 * response reads it and ends with it. The client reconnects only when {@link #connect} is called.
 */
public final class SseClient implements ListeningClient {

  private final BridgeProcess bridge;
  private final String path;
  private final String[] headers;
  private final List<SseEvent> events = new CopyOnWriteArrayList<>();
  private volatile @Nullable SseStream stream;
  private volatile boolean ended = true;

  /**
   * @param path the events id, optionally with a query
   */
  public SseClient(BridgeProcess bridge, String path, String... headers) {
    this.bridge = bridge;
    this.path = "/" + path;
    this.headers = SameOriginHeaders.of(bridge, headers);
  }

  /** Opens a response, with {@code Last-Event-ID} after a first event. */
  public SseClient connect() {
    SseStream before = stream;
    try {
      SseStream now =
          SseStream.open(bridge.port(), path, before == null ? "" : before.lastEventId(), headers);
      stream = now;
      ended = false;
      Thread reader = new Thread(() -> read(now), "sse " + path);
      reader.setDaemon(true);
      reader.start();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(SseStream from) {
    try {
      for (SseEvent event = from.next(); event != null; event = from.next()) {
        events.add(event);
      }
    } catch (IOException e) {
      from.close();
    } finally {
      if (stream == from) {
        ended = true;
      }
      from.close();
    }
  }

  @Override
  public List<JsonNode> received() {
    return events.stream().map(SseEvent::json).toList();
  }

  @Override
  public String problem() {
    if (response().status() != 200) {
      return "status " + response().status();
    }
    return isOpen() ? "" : "the response ended";
  }

  /** The current response, or the last one. */
  public SseStream stream() {
    SseStream now = stream;
    if (now == null) {
      throw new IllegalStateException("not connected");
    }
    return now;
  }

  public RawResponse response() {
    return stream().response();
  }

  /** Whether the current response is open. */
  public boolean isOpen() {
    return !ended;
  }

  public List<SseEvent> events() {
    return List.copyOf(events);
  }

  /** The events of one type. */
  public List<SseEvent> events(String type) {
    return events.stream().filter(event -> event.type().equals(type)).toList();
  }

  /** Waits for the first event of a type. */
  public SseEvent await(String type) {
    return await(Duration.ofSeconds(10), type, event -> true);
  }

  /** Waits for the first event of a type that matches. */
  public SseEvent await(Duration limit, String type, Predicate<JsonNode> condition) {
    return Eventually.found(
        limit,
        () -> first(type, condition),
        () -> "no matching '" + type + "'; open: " + isOpen() + ", received: " + events);
  }

  private @Nullable SseEvent first(String type, Predicate<JsonNode> condition) {
    return events(type).stream()
        .filter(event -> condition.test(event.json()))
        .findFirst()
        .orElse(null);
  }

  /** Cuts the current response. */
  public void cut() {
    stream().connection().cut();
  }

  @Override
  public void close() {
    if (stream != null) {
      cut();
    }
  }
}
