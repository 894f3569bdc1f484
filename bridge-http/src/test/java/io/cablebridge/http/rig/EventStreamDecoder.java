package io.cablebridge.http.rig;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a browser makes of the bytes of an event stream (HTML 9.2.5 and 9.2.6), written from the
 * standard and from nothing of the product. Bytes may come in pieces of any size; one thread feeds
 * it.
 */
public final class EventStreamDecoder {

  /** One dispatched event. */
  public record DecodedEvent(String lastEventId, String name, String data) {}

  public final List<DecodedEvent> events = new CopyOnWriteArrayList<>();
  public final List<String> comments = new CopyOnWriteArrayList<>();
  public final List<String> retries = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final List<String> data = new ArrayList<>();
  private String name = "";
  private String id = "";
  private boolean afterReturn;
  private boolean firstLine = true;

  /** Feeds a whole stream. */
  public static EventStreamDecoder of(byte[] stream) {
    EventStreamDecoder decoder = new EventStreamDecoder();
    decoder.feed(stream, stream.length);
    return decoder;
  }

  public void feed(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      byte b = bytes[i];
      boolean secondHalf = b == '\n' && afterReturn;
      afterReturn = b == '\r';
      if (secondHalf) {
        continue;
      }
      if (b == '\n' || b == '\r') {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        line(firstLine && text.startsWith("\ufeff") ? text.substring(1) : text);
        firstLine = false;
      } else {
        line.write(b);
      }
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
        if (value.chars().allMatch(c -> c >= '0' && c <= '9')) {
          retries.add(value);
        }
      }
      default -> {}
    }
  }

  private void dispatch() {
    if (!data.isEmpty()) {
      events.add(new DecodedEvent(id, name.isEmpty() ? "message" : name, String.join("\n", data)));
    }
    data.clear();
    name = "";
  }
}
