package io.cablebridge.http.exchange;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Writes JSON strings. Stateless. */
public final class JsonString {
  private JsonString() {}

  /** A text as a JSON string in quotation marks; only what JSON requires is escaped. */
  public static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
