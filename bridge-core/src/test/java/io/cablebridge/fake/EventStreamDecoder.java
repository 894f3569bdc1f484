package io.cablebridge.fake;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes the bytes of an event stream as a browser does (HTML 9.2.5 and 9.2.6), written from the
 * standard and not from the product. One thread feeds it, in pieces of any size; any thread reads
 * the results.
 */
public final class EventStreamDecoder {
  private final List<SseEvent> events = new ArrayList<>();
  private final List<String> comments = new ArrayList<>();
  private final List<String> retries = new ArrayList<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final List<String> data = new ArrayList<>();
  private String name = "";
  private String id;
  private String lastEventId;
  private boolean afterReturn;
  private boolean firstLine = true;

  public EventStreamDecoder() {
    this("");
  }

  /** For a stream that resumes after this id. */
  public EventStreamDecoder(String lastEventId) {
    this.id = lastEventId;
    this.lastEventId = lastEventId;
  }

  /** Decodes a whole stream. */
  public static EventStreamDecoder of(byte[] stream) {
    EventStreamDecoder decoder = new EventStreamDecoder();
    decoder.feed(stream, stream.length);
    return decoder;
  }

  public void feed(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      feed(bytes[i]);
    }
  }

  public synchronized void feed(byte next) {
    boolean secondHalf = next == '\n' && afterReturn;
    afterReturn = next == '\r';
    if (secondHalf) {
      return;
    }
    if (next == '\n' || next == '\r') {
      String text = line.toString(StandardCharsets.UTF_8);
      line.reset();
      line(firstLine && text.startsWith("\ufeff") ? text.substring(1) : text);
      firstLine = false;
    } else {
      line.write(next);
    }
  }

  private void line(String text) {
    int colon = text.indexOf(':');
    if (text.isEmpty()) {
      dispatch();
    } else if (colon == 0) {
      comments.add(text.substring(1));
    } else if (colon < 0) {
      field(text, "");
    } else {
      String value = text.substring(colon + 1);
      field(text.substring(0, colon), value.startsWith(" ") ? value.substring(1) : value);
    }
  }

  private void field(String field, String value) {
    switch (field) {
      case "event" -> name = value;
      case "data" -> data.add(value);
      case "id" -> id = value.indexOf('\0') < 0 ? value : id;
      case "retry" -> {
        if (value.matches("[0-9]+")) {
          retries.add(value);
        }
      }
      default -> {}
    }
  }

  private void dispatch() {
    lastEventId = id;
    if (!data.isEmpty()) {
      events.add(new SseEvent(id, name.isEmpty() ? "message" : name, String.join("\n", data)));
    }
    data.clear();
    name = "";
  }

  public synchronized List<SseEvent> events() {
    return List.copyOf(events);
  }

  public synchronized SseEvent event(int index) {
    return events.get(index);
  }

  public synchronized int eventCount() {
    return events.size();
  }

  public synchronized List<String> comments() {
    return List.copyOf(comments);
  }

  /** The reconnection times that the stream has set, in milliseconds. */
  public synchronized List<String> retries() {
    return List.copyOf(retries);
  }

  /** The value of {@code Last-Event-ID} if the client reconnected now. */
  public synchronized String lastEventId() {
    return lastEventId;
  }
}
