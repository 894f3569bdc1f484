package io.cablebridge.fake;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The text of Rails' frames, byte for byte: key order, no blanks, and the escapes of its JSON
 * encoder ({@code < > &} and U+2028/9 also inside the identifier). Pure functions.
 */
final class RailsFrames {

  static final String WELCOME = "{\"type\":\"welcome\"}";

  private RailsFrames() {}

  static String ping(long unixSeconds) {
    return "{\"type\":\"ping\",\"message\":" + unixSeconds + "}";
  }

  static String confirm(String identifier) {
    return answer(identifier, "confirm_subscription");
  }

  static String reject(String identifier) {
    return answer(identifier, "reject_subscription");
  }

  static String disconnect(String reason, boolean reconnect) {
    return "{\"type\":\"disconnect\",\"reason\":"
        + quote(reason)
        + ",\"reconnect\":"
        + reconnect
        + "}";
  }

  /** A message frame around the given bytes, which are not parsed. */
  static byte[] message(String identifier, byte[] json) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream(json.length + 64);
    frame.writeBytes(bytes("{\"identifier\":" + quote(identifier) + ",\"message\":"));
    frame.writeBytes(json);
    frame.write('}');
    return frame.toByteArray();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A JSON string as Rails writes it. */
  static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16).append('"');
    text.chars().forEach(c -> escape(out, (char) c));
    return out.append('"').toString();
  }

  private static void escape(StringBuilder out, char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '<', '>', '&', '\u2028', '\u2029' -> appendHex(out, c);
      default -> {
        if (c < ' ') {
          appendHex(out, c);
        } else {
          out.append(c);
        }
      }
    }
  }

  private static void appendHex(StringBuilder out, char c) {
    out.append(String.format("\\u%04x", (int) c));
  }

  private static String answer(String identifier, String type) {
    return "{\"identifier\":" + quote(identifier) + ",\"type\":\"" + type + "\"}";
  }
}
