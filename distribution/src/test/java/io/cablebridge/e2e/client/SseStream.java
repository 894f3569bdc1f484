package io.cablebridge.e2e.client;

import java.io.IOException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One response with an event stream, read by the caller's own thread. */
public final class SseStream implements AutoCloseable {

  private final CuttableConnection wire;
  private final RawResponse response;
  private final EventStreamParser parser;

  private SseStream(CuttableConnection wire, RawResponse response, EventStreamParser parser) {
    this.wire = wire;
    this.response = response;
    this.parser = parser;
  }

  /** Asks for a stream and reads the head of the answer, whatever its status is. */
  public static SseStream open(int port, String path, String lastEventId, String... headers)
      throws IOException {
    Stream<String> resume =
        lastEventId.isEmpty() ? Stream.of() : Stream.of("Last-Event-ID", lastEventId);
    String[] all =
        Stream.of(Stream.of("Accept", "text/event-stream"), resume, Stream.of(headers))
            .flatMap(each -> each)
            .toArray(String[]::new);
    CuttableConnection wire = new CuttableConnection(port);
    try {
      RawResponse response = RawResponse.read(wire.get(path, all));
      return new SseStream(wire, response, new EventStreamParser(response.body(), lastEventId));
    } catch (IOException e) {
      wire.close();
      throw e;
    }
  }

  public RawResponse response() {
    return response;
  }

  public CuttableConnection wire() {
    return wire;
  }

  /** Waits for the next event; null when the server ended the response in order. */
  public @Nullable SseEvent next() throws IOException {
    return parser.next();
  }

  public String lastEventId() {
    return parser.lastEventId();
  }

  public EventStreamParser parser() {
    return parser;
  }

  @Override
  public void close() {
    wire.close();
  }
}
