package io.cablebridge.e2e.client;

import io.cablebridge.fake.EventStreamDecoder;
import io.cablebridge.fake.SseEvent;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One event stream response, read by the caller's thread. */
public final class SseStream implements AutoCloseable {

  private final CuttableConnection connection;
  private final RawResponse response;
  private final EventStreamDecoder decoder;

  /** The number of events that {@link #next} has returned. */
  private int taken;

  private SseStream(
      CuttableConnection connection, RawResponse response, EventStreamDecoder decoder) {
    this.connection = connection;
    this.response = response;
    this.decoder = decoder;
  }

  /** Requests a stream and reads the head of the response, whatever its status. */
  public static SseStream open(int port, String path, String lastEventId, String... headers)
      throws IOException {
    Stream<String> resume =
        lastEventId.isEmpty() ? Stream.of() : Stream.of("Last-Event-ID", lastEventId);
    String[] all =
        Stream.of(Stream.of("Accept", "text/event-stream"), resume, Stream.of(headers))
            .flatMap(each -> each)
            .toArray(String[]::new);
    CuttableConnection connection = new CuttableConnection(port);
    try {
      RawResponse response = RawResponse.read(connection.get(path, all));
      return new SseStream(connection, response, new EventStreamDecoder(lastEventId));
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  public RawResponse response() {
    return response;
  }

  public CuttableConnection connection() {
    return connection;
  }

  /** Waits for the next event; null at a regular end of the response. */
  public @Nullable SseEvent next() throws IOException {
    while (decoder.eventCount() == taken) {
      int next = response.body().read();
      if (next < 0) {
        return null;
      }
      decoder.feed((byte) next);
    }
    return decoder.event(taken++);
  }

  public String lastEventId() {
    return decoder.lastEventId();
  }

  /** The reconnection times that the stream has set, in milliseconds. */
  public List<String> retries() {
    return decoder.retries();
  }

  @Override
  public void close() {
    connection.close();
  }
}
