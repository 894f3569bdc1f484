package io.cablebridge.http.sse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes the fields of an event stream (HTML 9.2.6) into a buffer. Stateless. */
public final class SseEventWriter {
  private SseEventWriter() {}

  /** {@code retry: 3000}: how long a client waits before it comes back. */
  public static void retry(long millis, ByteBuffer out) {
    out.put(("retry: " + millis + "\n\n").getBytes(StandardCharsets.US_ASCII));
  }

  /** A comment, which clients ignore and proxies count as life. */
  public static void comment(int length, ByteBuffer out) {
    out.put((byte) ':');
    for (int i = 0; i < length; i++) {
      out.put((byte) ' ');
    }
    out.put((byte) '\n').put((byte) '\n');
  }
}
