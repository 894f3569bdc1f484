package io.cablebridge.protocol;

import java.nio.charset.StandardCharsets;

/**
 * Bytes {@code [from, to)} of an array: a message where it lies in the frame that brought it, so
 * that carrying it copies nothing. Whoever holds a slice holds the whole frame. The array must not
 * be changed.
 */
public final class Slice implements Payload {
  private final byte[] bytes;
  private final int from;
  private final int to;

  public Slice(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  /** A slice of a text of its own. */
  public static Slice of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Slice(bytes, 0, bytes.length);
  }

  /** The array that it is a slice of: read only. */
  public byte[] array() {
    return bytes;
  }

  public int from() {
    return from;
  }

  public int length() {
    return to - from;
  }

  @Override
  public Slice json() {
    return this;
  }

  /** The whole frame is. */
  @Override
  public int held() {
    return bytes.length;
  }

  @Override
  public String toString() {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }
}
