package io.cablebridge.e2e.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.e2e.rig.SameOriginHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A listener of one session that remembers what it heard, over as many responses as it opens. Each
 * response is read by a thread of its own, which ends with it. The client reconnects only when
 * told.
 */
public final class SseClient implements ListeningClient {

  private final BridgeProcess bridge;
  private final String path;
  private final String[] headers;
  private final List<SseEvent> events = new CopyOnWriteArrayList<>();
  private volatile @Nullable SseStream stream;
  private volatile boolean ended = true;

  /** The path is the events id, with a query if need be. */
  public SseClient(BridgeProcess bridge, String path, String... headers) {
    this.bridge = bridge;
    this.path = "/" + path;
    this.headers = SameOriginHeaders.headers(bridge, headers);
  }

  /** Opens a response, with {@code Last-Event-ID} if an event was heard before. */
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
  public List<JsonNode> heard() {
    return events.stream().map(SseEvent::json).toList();
  }

  @Override
  public String trouble() {
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

  /** Whether the current response goes on. */
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

  /** Waits for the first event of a type whose object is as wanted. */
  public SseEvent await(Duration limit, String type, Predicate<JsonNode> wanted) {
    return Eventually.found(
        limit,
        () -> first(type, wanted),
        () -> "no '" + type + "' as wanted; open: " + isOpen() + ", heard: " + events);
  }

  private @Nullable SseEvent first(String type, Predicate<JsonNode> wanted) {
    return events(type).stream()
        .filter(event -> wanted.test(event.json()))
        .findFirst()
        .orElse(null);
  }

  /** Goes away in the middle of whatever comes. */
  public void cut() {
    stream().wire().cut();
  }

  @Override
  public void close() {
    if (stream != null) {
      cut();
    }
  }
}
