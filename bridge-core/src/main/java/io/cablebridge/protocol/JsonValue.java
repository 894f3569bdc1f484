package io.cablebridge.protocol;

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
  public static JsonText of(String data) {
    byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
    boolean json = !data.strip().equals("null") && JsonText.isValid(bytes);
    return json ? new JsonText(bytes) : JsonText.of(quoted(data));
  }

  /** Whether this is one JSON value, with white space around it or without. */
  public static boolean isJson(String text) {
    return JsonText.isValid(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A text as a JSON string; nothing is escaped but what must be. */
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
