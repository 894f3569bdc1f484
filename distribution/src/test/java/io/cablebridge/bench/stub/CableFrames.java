package io.cablebridge.bench.stub;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The bytes that the stub cable server writes: the 101 response and unmasked frames (RFC 6455, 4
 * and 5).
 */
final class CableFrames {
  static final int TEXT = 0x1;
  static final int CLOSE = 0x8;
  static final int PING = 0x9;
  static final int PONG = 0xA;

  private static final String KEY_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private CableFrames() {}

  /** Returns the response to an upgrade request, or null if the request is not for Action Cable. */
  static ByteBuffer switchingProtocols(String head) {
    String key = header(head, "Sec-WebSocket-Key");
    String offered = header(head, "Sec-WebSocket-Protocol");
    if (key == null || offered == null || !offered.contains("actioncable-v1-json")) {
      return null;
    }
    return ascii(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + accept(key)
            + "\r\nSec-WebSocket-Protocol: actioncable-v1-json\r\n\r\n");
  }

  static ByteBuffer text(String json) {
    return frame(TEXT, ascii(json));
  }

  static ByteBuffer frame(int opcode, ByteBuffer payload) {
    int length = payload.remaining();
    ByteBuffer frame = ByteBuffer.allocate(length + 4);
    putHeader(frame, opcode, length);
    return frame.put(payload).flip();
  }

  /** Writes the header of a payload up to 65,535 bytes; the stub sends no larger ones. */
  static void putHeader(ByteBuffer frame, int opcode, int length) {
    frame.put((byte) (0x80 | opcode));
    if (length <= 125) {
      frame.put((byte) length);
    } else {
      frame.put((byte) 126).putShort((short) length);
    }
  }

  static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }

  private static String header(String head, String name) {
    String found = null;
    for (String line : head.split("\r\n")) {
      int colon = line.indexOf(':');
      if (colon == name.length() && line.regionMatches(true, 0, name, 0, colon)) {
        String value = line.substring(colon + 1).trim();
        found = found == null ? value : found + "," + value;
      }
    }
    return found;
  }

  private static String accept(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest((key + KEY_SUFFIX).getBytes(US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-1", e);
    }
  }
}
