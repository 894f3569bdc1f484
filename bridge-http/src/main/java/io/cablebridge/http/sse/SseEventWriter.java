package io.cablebridge.http.sse;

import io.cablebridge.protocol.JsonText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes event streams (HTML 9.2.6): the one place that keeps what is carried from ending a line. A
 * field cannot begin another one: data with line breaks continues in further {@code data:} lines,
 * and other fields lose their line breaks and NULs. The static methods write into a buffer that the
 * caller has sized; an object collects one event in a growing array, for one thread.
 */
public final class SseEventWriter {
  private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NEXT_DATA_LINE = "\ndata: ".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[256];
  private int length;

  /** How many bytes {@link #data(JsonText, ByteBuffer)} writes for a text. */
  public static int dataRoom(JsonText text) {
    return text.length() + text.lineBreaks() * NEXT_DATA_LINE.length;
  }

  /**
   * Writes a text, or a part of one, into a {@code data:} line that has begun. CR, LF and CRLF each
   * end a line of an event stream: each becomes the beginning of another {@code data:} line.
   */
  public static void data(JsonText text, ByteBuffer out) {
    if (text.lineBreaks() == 0) {
      out.put(text.bytes());
    } else {
      data(text.bytes(), out);
    }
  }

  private static void data(byte[] text, ByteBuffer out) {
    int start = 0;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\n' || text[i] == '\r') {
        out.put(text, start, i - start).put(NEXT_DATA_LINE);
        if (text[i] == '\r' && i + 1 < text.length && text[i + 1] == '\n') {
          i++;
        }
        start = i + 1;
      }
    }
    out.put(text, start, text.length - start);
  }

  public static String retry(long millis) {
    return "retry: " + millis + "\n\n";
  }

  public SseEventWriter field(String name, String value) {
    StringBuilder line = new StringBuilder(name).append(": ");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '\r' && c != '\n' && c != 0) {
        line.append(c);
      }
    }
    byte[] text = line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    reserve(text.length).put(text);
    length += text.length;
    return this;
  }

  /** Adds the data: one text in several parts, none of which ends between a CR and its LF. */
  public SseEventWriter data(byte[]... parts) {
    int room = DATA.length + 1;
    for (byte[] part : parts) {
      room += dataRoom(new JsonText(part));
    }
    ByteBuffer out = reserve(room).put(DATA);
    for (byte[] part : parts) {
      data(part, out);
    }
    length = out.put((byte) '\n').position();
    return this;
  }

  private ByteBuffer reserve(int room) {
    if (bytes.length - length < room) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + room));
    }
    return ByteBuffer.wrap(bytes).position(length);
  }

  /** The fields so far, without the empty line that ends an event. */
  public byte[] unfinished() {
    return Arrays.copyOf(bytes, length);
  }

  public byte[] finish() {
    byte[] event = Arrays.copyOf(bytes, length + 1);
    event[length] = '\n';
    return event;
  }
}
