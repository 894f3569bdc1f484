package io.cablebridge.protocol;

import io.cablebridge.protocol.JsonScanner.MalformedJson;
import java.nio.charset.StandardCharsets;

/**
 * Makes JSON values of texts. Turns what a publisher calls data into one JSON value: JSON is
 * carried as it is, to the byte; what is none, and the word {@code null}, is carried as a string
 * that says it, as AnyCable does.
 */
public final class JsonValue {
  private JsonValue() {}

  /**
   * The value of a text.
   *
   * @param data well-formed Unicode
   */
  public static Slice of(String data) {
    byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
    if (!data.strip().equals("null") && isJson(bytes)) {
      return new Slice(bytes, 0, bytes.length);
    }
    return Slice.of(quoted(data));
  }

  /** Whether this is one JSON value, with white space around it or without. */
  public static boolean isJson(String text) {
    return isJson(text.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isJson(byte[] text) {
    JsonScanner scanner = new JsonScanner(text);
    try {
      scanner.skipValue();
      scanner.expectEnd();
      return true;
    } catch (MalformedJson e) {
      return false;
    }
  }

  /** A text as a JSON string; nothing is escaped but what must be. */
  public static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    quote(text, out);
    return out.toString();
  }

  static void quote(String value, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append("\\u00").append(Character.forDigit(c >> 4, 16));
            out.append(Character.forDigit(c & 15, 16));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
