package io.cablebridge.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One JSON value as its very bytes (UTF-8): an identifier, the data of a command, a message. Two
 * texts are equal when their bytes are: Rails treats {@code {"channel":"A"}} and {@code {"channel":
 * "A"}} as different subscriptions, and so does the bridge; {@link ParsedJson} compares what they
 * say. Immutable; the array given to the constructor must not be changed afterwards.
 */
public final class JsonText implements Payload {
  private static final int UNCOUNTED = -1;

  private final byte[] bytes;

  /** Computed at the first use, by any thread, always to the same value; 0 before. */
  private int hash;

  /** Line breaks in the text; computed as {@link #hash} is. */
  private int lineBreaks;

  public JsonText(byte[] bytes) {
    this(bytes, UNCOUNTED);
  }

  /** A text of which a scanner has counted the line breaks already. */
  JsonText(byte[] bytes, int lineBreaks) {
    this.bytes = bytes;
    this.lineBreaks = lineBreaks;
  }

  public static JsonText of(String text) {
    return new JsonText(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes themselves, not a copy: read only. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return bytes.length;
  }

  /** How many CR and LF characters the text has; JSON allows them between its tokens only. */
  public int lineBreaks() {
    if (lineBreaks == UNCOUNTED) {
      int count = 0;
      for (byte b : bytes) {
        if (b == '\n' || b == '\r') {
          count++;
        }
      }
      lineBreaks = count;
    }
    return lineBreaks;
  }

  @Override
  public JsonText json() {
    return this;
  }

  @Override
  public int held() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonText that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    if (hash == 0) {
      hash = Arrays.hashCode(bytes);
    }
    return hash;
  }

  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
