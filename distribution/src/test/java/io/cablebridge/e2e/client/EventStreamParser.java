package io.cablebridge.e2e.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses an event stream as the HTML standard requires of browsers (section 9.2.6): lines end with
 * CR, LF or both; an empty line dispatches an event; an event that the stream does not finish is
 * discarded, its id included.
 */
public final class EventStreamParser {

  private final InputStream in;
  private final List<String> comments = new ArrayList<>();
  private boolean skipLineFeed;
  private boolean begun;
  private String lastEventId;
  private String idBuffer;
  private final List<Long> retries = new ArrayList<>();

  EventStreamParser(InputStream in, String lastEventId) {
    this.in = in;
    this.lastEventId = lastEventId;
    this.idBuffer = lastEventId;
  }

  /** Waits for the next event; null at the end of the stream. */
  @Nullable SseEvent next() throws IOException {
    StringBuilder data = new StringBuilder();
    String name = "";
    for (String line = line(); line != null; line = line()) {
      if (line.isEmpty()) {
        lastEventId = idBuffer;
        if (!data.isEmpty()) {
          data.setLength(data.length() - 1);
          return new SseEvent(lastEventId, name.isEmpty() ? "message" : name, data.toString());
        }
        name = "";
        continue;
      }
      int colon = line.indexOf(':');
      String field = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      value = value.startsWith(" ") ? value.substring(1) : value;
      switch (field) {
        case "" -> comment(value);
        case "data" -> data.append(value).append('\n');
        case "event" -> name = value;
        case "id" -> idBuffer = value.indexOf('\0') < 0 ? value : idBuffer;
        case "retry" -> retry(value);
        default -> {}
      }
    }
    return null;
  }

  private void retry(String value) {
    if (value.matches("[0-9]+")) {
      synchronized (comments) {
        retries.add(Long.valueOf(value));
      }
    }
  }

  private void comment(String text) {
    synchronized (comments) {
      comments.add(text);
    }
  }

  private @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      boolean afterCarriageReturn = skipLineFeed;
      skipLineFeed = b == '\r';
      if (b == '\n' && afterCarriageReturn) {
        continue;
      }
      if (b == '\n' || b == '\r') {
        return decode(line);
      }
      line.write(b);
    }
    return null;
  }

  private String decode(ByteArrayOutputStream line) {
    String text = line.toString(StandardCharsets.UTF_8);
    boolean mark = !begun && text.startsWith("\ufeff");
    begun = true;
    return mark ? text.substring(1) : text;
  }

  /** The value that {@code Last-Event-ID} would have now. */
  String lastEventId() {
    return lastEventId;
  }

  /** The reconnection times in the stream, in milliseconds, in order. */
  public List<Long> retries() {
    synchronized (comments) {
      return List.copyOf(retries);
    }
  }

  List<String> comments() {
    synchronized (comments) {
      return List.copyOf(comments);
    }
  }
}
