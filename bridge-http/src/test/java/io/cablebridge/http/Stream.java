package io.cablebridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.http.EventStreamDecoder.Told;
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
final class Stream implements AutoCloseable {
  final Answer head;
  private final Wire wire;
  private final EventStreamDecoder decoder = new EventStreamDecoder();
  private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
  private final CompletableFuture<Boolean> end = new CompletableFuture<>();

  private Stream(Wire wire) throws IOException {
    this.wire = wire;
    this.head = wire.head();
    boolean chunked = head.header("Transfer-Encoding").equals("chunked");
    Thread reader = new Thread(() -> read(chunked), "stream-reader");
    reader.setDaemon(true);
    reader.start();
  }

  /** Opens a stream, headers as whole lines; fails unless it is one. */
  static Stream open(Running bridge, String path, String... headers) {
    Wire wire = Wire.to(bridge);
    List<String> lines = new ArrayList<>(List.of("Accept: text/event-stream"));
    lines.addAll(Arrays.asList(headers));
    try {
      Stream stream =
          new Stream(wire.send(Wire.request("GET " + path, lines.toArray(String[]::new))));
      assertThat(stream.head.status()).isEqualTo(200);
      return stream;
    } catch (IOException e) {
      wire.close();
      throw new UncheckedIOException(e);
    }
  }

  /** Opens a stream that subscribes to {@link Running#ROOM}, and waits until it is told so. */
  static Stream subscribed(Running bridge, String id, String... headers) {
    Stream stream = open(bridge, "/" + id + "?subscribe=" + Client.encoded(Running.ROOM), headers);
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
  String raw() {
    synchronized (raw) {
      return raw.toString(StandardCharsets.UTF_8);
    }
  }

  List<Told> events() {
    return List.copyOf(decoder.events);
  }

  /** The text of the data of all events so far. */
  List<String> data() {
    return events().stream().map(Told::data).toList();
  }

  List<JsonNode> json() {
    return data().stream().map(Answer::parse).toList();
  }

  List<String> types() {
    return json().stream().map(event -> event.get("type").asText()).toList();
  }

  /** The messages of Rails so far, as JSON text. */
  List<String> received() {
    return json().stream()
        .filter(event -> event.get("type").asText().equals("received"))
        .map(event -> event.get("message").toString())
        .toList();
  }

  /** Waits until exactly events of these types have come. */
  Stream awaitTypes(String... expected) {
    await().untilAsserted(() -> assertThat(types()).containsExactly(expected));
    return this;
  }

  Stream awaitReceived(List<String> expected) {
    await().untilAsserted(() -> assertThat(received()).containsExactlyElementsOf(expected));
    return this;
  }

  /** Waits for so many events; returns the last of them. */
  JsonNode awaitEvent(int count) {
    await().until(() -> decoder.events.size() >= count);
    return json().get(count - 1);
  }

  List<String> comments() {
    return List.copyOf(decoder.comments);
  }

  List<String> retries() {
    return List.copyOf(decoder.retries);
  }

  /** What {@code Last-Event-ID} would be now. */
  String position() {
    List<Told> events = events();
    return events.get(events.size() - 1).lastEventId();
  }

  String sessionId() {
    return head.header("X-Session-Id");
  }

  boolean hasEnded() {
    return end.isDone();
  }

  /** Waits for the end; whether it was in good order. */
  boolean awaitEnd() {
    return end.orTimeout(15, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    wire.close();
  }
}
