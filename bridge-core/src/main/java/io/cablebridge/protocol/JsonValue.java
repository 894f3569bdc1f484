package io.cablebridge.protocol;

import java.nio.charset.StandardCharsets;

/**
 * Turns the data of a publication into one JSON value, as AnyCable does. JSON is carried byte for
 * byte; any other text, and the word {@code null}, becomes a JSON string.
 */
public final class JsonValue {
  private JsonValue() {}

  /**
   * The value of a text.
   *
   * @param data well-formed Unicode
   */
  public static JsonText of(String data) {
    byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
    boolean json = !data.strip().equals("null") && isJson(bytes);
    return json ? new JsonText(bytes) : JsonText.of(quoted(data));
  }

  /** Whether the text is one JSON value, with or without white space around it. */
  public static boolean isJson(String text) {
    return isJson(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether the bytes are one JSON value in UTF-8, with or without white space around it. */
  public static boolean isJson(byte[] text) {
    JsonScanner scanner = new JsonScanner(text);
    try {
      scanner.skipValue();
      scanner.expectEnd();
      return true;
    } catch (JsonScanner.MalformedJson e) {
      return false;
    }
  }

  /** A text as a JSON string, with the required escapes only. */
  public static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
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
    return out.append('"').toString();
  }
}
