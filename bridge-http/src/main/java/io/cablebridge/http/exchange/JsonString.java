package io.cablebridge.http.exchange;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import org.jspecify.annotations.Nullable;

/** Writes JSON as text, for what is not sent often. Stateless. */
public final class JsonString {
  private JsonString() {}

  /** A text as a JSON string in quotation marks; only what JSON requires is escaped. */
  public static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    quote(text, out);
    return out.toString();
  }

  /** Names and values in turn; strings are quoted, every other value is written as it is. */
  public static String object(@Nullable Object... namesAndValues) {
    StringBuilder out = new StringBuilder("{");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      out.append(i == 0 ? "\"" : ",\"").append(namesAndValues[i]).append("\":");
      if (namesAndValues[i + 1] instanceof String text) {
        quote(text, out);
      } else {
        out.append(namesAndValues[i + 1]);
      }
    }
    return out.append('}').toString();
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, out);
    out.append('"');
  }
}
