package io.cablebridge.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.cablebridge.protocol.JsonText;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.Fields;

/**
 * The identifiers that the parameters of {@code GET /events} stand for, in the very text that
 * AnyCable makes of them, because a client compares it with what is confirmed: names in
 * alphabetical order, no spaces, {@code <}, {@code >} and {@code &} escaped. Stateless.
 */
final class EventsIdentifiers {
  private EventsIdentifiers() {}

  /** An empty parameter counts as none; a repeated one as several. */
  static List<JsonText> of(Fields query) {
    List<JsonText> identifiers = new ArrayList<>();
    for (String text : values(query, "identifier")) {
      identifiers.add(JsonText.of(text));
    }
    for (String channel : values(query, "channel")) {
      identifiers.add(JsonText.of("{\"channel\":" + quoted(channel) + "}"));
    }
    for (String stream : values(query, "stream")) {
      identifiers.add(identifier("$pubsub", "stream_name", stream));
    }
    for (String stream : values(query, "signed_stream")) {
      identifiers.add(identifier("$pubsub", "signed_stream_name", stream));
    }
    for (String stream : values(query, "turbo_signed_stream_name")) {
      identifiers.add(identifier("Turbo::StreamsChannel", "signed_stream_name", stream));
    }
    return identifiers;
  }

  private static List<String> values(Fields query, String name) {
    return query.getValuesOrEmpty(name).stream().filter(value -> !value.isEmpty()).toList();
  }

  private static JsonText identifier(String channel, String name, String value) {
    return JsonText.of(
        "{\"channel\":" + quoted(channel) + ",\"" + name + "\":" + quoted(value) + "}");
  }

  private static String quoted(String text) {
    String escaped = new String(JsonStringEncoder.getInstance().quoteAsString(text));
    return '"'
        + escaped.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
        + '"';
  }
}
