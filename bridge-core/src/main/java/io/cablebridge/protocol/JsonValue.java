package io.cablebridge.protocol;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Turns the data of a publication into one JSON value, as AnyCable does. JSON is carried byte for
 * byte; any other text, and the word {@code null}, becomes a JSON string.
 */
public final class JsonValue {
  private JsonValue() {}

  /** The value of a text, which must be well-formed Unicode. */
  public static JsonText of(String data) {
    byte[] text = data.getBytes(StandardCharsets.UTF_8);
    boolean json = !data.strip().equals("null") && isJson(text);
    return new JsonText(json ? text : JsonEscapes.quoted(text));
  }

  /** The value of a text of Rails', for which {@code null} is JSON, too; null if not UTF-8. */
  public static @Nullable JsonText of(byte[] text) {
    if (isJson(text)) {
      return new JsonText(text);
    }
    return Utf8.isValid(text) ? new JsonText(JsonEscapes.quoted(text)) : null;
  }

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
    byte[] quoted = JsonEscapes.quoted(text.getBytes(StandardCharsets.UTF_8));
    return new String(quoted, StandardCharsets.UTF_8);
  }
}
