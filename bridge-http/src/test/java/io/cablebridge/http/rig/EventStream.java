package io.cablebridge.http.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.fake.EventStreamDecoder;
import io.cablebridge.fake.SseEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * An open event stream, read by a thread of its own as it comes. A test opens and closes it. A body
 * in chunks and one that ends with its connection look the same from here.
 */
public final class EventStream implements AutoCloseable {
  public final Answer head;
  private final RawConnection wire;
  private final EventStreamDecoder decoder = new EventStreamDecoder();
  private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
  private final CompletableFuture<Boolean> end = new CompletableFuture<>();

  private EventStream(RawConnection wire) throws IOException {
    this.wire = wire;
    this.head = wire.head();
    boolean chunked = head.header("Transfer-Encoding").equals("chunked");
    Thread reader = new Thread(() -> read(chunked), "stream-reader");
    reader.setDaemon(true);
    reader.start();
  }

  /** Opens a stream, headers as whole lines; fails unless it is one. */
  public static EventStream open(RunningBridge bridge, String path, String... headers) {
    RawConnection wire = RawConnection.to(bridge);
    List<String> lines = new ArrayList<>(List.of("Accept: text/event-stream"));
    lines.addAll(Arrays.asList(headers));
    try {
      EventStream stream =
          new EventStream(
              wire.send(RawConnection.request("GET " + path, lines.toArray(String[]::new))));
      assertThat(stream.head.status()).isEqualTo(200);
      return stream;
    } catch (IOException e) {
      wire.close();
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Opens a stream that subscribes to {@link RunningBridge#ROOM}, and waits for the confirmation.
   */
  public static EventStream subscribed(RunningBridge bridge, String id, String... headers) {
    EventStream stream =
        open(bridge, "/" + id + "?subscribe=" + Client.encoded(RunningBridge.ROOM), headers);
    stream.awaitTypes("joined", "connected");
    return stream;
  }

  private void read(boolean chunked) {
    try {
      if (chunked) {
        for (int size = size(); size > 0; size = size()) {
          took(wire.body().readNBytes(size));
          wire.line();
        }
        wire.line();
      } else {
        InputStream body = wire.body();
        byte[] buffer = new byte[4096];
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
          took(Arrays.copyOf(buffer, n));
        }
      }
      end.complete(true);
    } catch (IOException e) {
      end.complete(false);
    }
  }

  private int size() throws IOException {
    return Integer.parseInt(wire.line(), 16);
  }

  private void took(byte[] bytes) {
    synchronized (raw) {
      raw.writeBytes(bytes);
    }
    decoder.feed(bytes, bytes.length);
  }

  /** Every byte of the body so far. */
  public String raw() {
    synchronized (raw) {
      return raw.toString(StandardCharsets.UTF_8);
    }
  }

  public List<SseEvent> events() {
    return decoder.events();
  }

  /** The text of the data of all events so far. */
  public List<String> data() {
    return events().stream().map(SseEvent::data).toList();
  }

  public List<JsonNode> json() {
    return data().stream().map(Answer::parse).toList();
  }

  public List<String> types() {
    return json().stream().map(event -> event.get("type").asText()).toList();
  }

  /** The messages of Rails so far, as JSON text. */
  public List<String> received() {
    return json().stream()
        .filter(event -> event.get("type").asText().equals("received"))
        .map(event -> event.get("message").toString())
        .toList();
  }

  /** Waits until exactly events of these types have come. */
  public EventStream awaitTypes(String... expected) {
    await().untilAsserted(() -> assertThat(types()).containsExactly(expected));
    return this;
  }

  public EventStream awaitReceived(List<String> expected) {
    await().untilAsserted(() -> assertThat(received()).containsExactlyElementsOf(expected));
    return this;
  }

  /** Waits for so many events; returns the last of them. */
  public JsonNode awaitEvent(int count) {
    await().until(() -> decoder.eventCount() >= count);
    return json().get(count - 1);
  }

  public List<String> comments() {
    return decoder.comments();
  }

  public List<String> retries() {
    return decoder.retries();
  }

  /** What {@code Last-Event-ID} would be now. */
  public String position() {
    List<SseEvent> events = events();
    return events.get(events.size() - 1).id();
  }

  public String sessionId() {
    return head.header("X-Session-Id");
  }

  public boolean hasEnded() {
    return end.isDone();
  }

  /** Waits for the end; whether it was in good order. */
  public boolean awaitEnd() {
    return end.orTimeout(15, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    wire.close();
  }
}
