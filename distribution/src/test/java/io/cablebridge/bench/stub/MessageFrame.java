package io.cablebridge.bench.stub;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/**
 * A reusable message frame of constant size: {@code {"identifier":"…","message":{"at":
 * "@0000123456789012345","body":"xxxx"}}}. The 19 digits after the only {@code @} are the {@link
 * System#nanoTime} of sending; on Linux all processes share this clock. Owned by the stub's loop
 * thread.
 */
public final class MessageFrame {
  /** Bytes of the frame's JSON text. */
  public static final int PAYLOAD = 189;

  public static final byte MARK = '@';
  public static final int DIGITS = 19;

  private static final byte[] HEAD = "{\"identifier\":\"".getBytes(US_ASCII);
  private static final byte[] MIDDLE = "\",\"message\":{\"at\":\"@".getBytes(US_ASCII);
  private static final byte[] BODY = "\",\"body\":\"".getBytes(US_ASCII);
  private static final byte[] TAIL = "\"}}".getBytes(US_ASCII);
  private static final int FIXED = HEAD.length + MIDDLE.length + DIGITS + BODY.length + TAIL.length;

  private final ByteBuffer frame = ByteBuffer.allocateDirect(PAYLOAD + 4);

  /** Returns the frame for an identifier, given with its JSON escapes. */
  ByteBuffer of(byte[] identifier, long sentAt) {
    int body = PAYLOAD - FIXED - identifier.length;
    if (body < 0) {
      throw new IllegalArgumentException("The identifier leaves no room in " + PAYLOAD + " bytes");
    }
    frame.clear();
    CableFrames.putHeader(frame, CableFrames.TEXT, PAYLOAD);
    frame.put(HEAD).put(identifier).put(MIDDLE);
    int start = frame.position();
    long rest = sentAt;
    for (int i = DIGITS - 1; i >= 0; i--) {
      frame.put(start + i, (byte) ('0' + rest % 10));
      rest /= 10;
    }
    frame.position(start + DIGITS).put(BODY);
    for (int i = 0; i < body; i++) {
      frame.put((byte) 'x');
    }
    return frame.put(TAIL).flip();
  }
}
