package io.cablebridge.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One JSON value as its very bytes (UTF-8). Two texts are equal when their bytes are: Rails treats
 * {@code {"channel":"A"}} and {@code {"channel": "A"}} as different subscriptions, so we do too.
 * Immutable; the array given to the constructor must not be changed afterwards.
 */
public final class JsonText {
  private final byte[] bytes;
  private int hash;

  public JsonText(byte[] bytes) {
    this.bytes = bytes;
  }

  public static JsonText of(String text) {
    return new JsonText(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether these bytes are one JSON value and nothing else; what is not must not be carried. */
  public static boolean isValid(byte[] text) {
    JsonScanner scanner = new JsonScanner(text);
    try {
      scanner.skipValue();
      scanner.expectEnd();
      return true;
    } catch (JsonScanner.MalformedJson e) {
      return false;
    }
  }

  /** The bytes themselves, not a copy: read only. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
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
