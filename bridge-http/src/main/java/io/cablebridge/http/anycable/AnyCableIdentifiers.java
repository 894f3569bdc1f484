package io.cablebridge.http.anycable;

import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.util.Fields;

/**
 * The identifiers that the parameters of {@code GET /events} ask for: {@code stream=chat} is {@code
 * {"channel":"$pubsub","stream_name":"chat"}}. Written to the byte as AnyCable writes them, as a
 * client compares them with what it is told.
 */
final class AnyCableIdentifiers {

  /** One parameter and what becomes of its value, in the order in which they are asked for. */
  private record Kind(String parameter, UnaryOperator<String> identifier) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("identifier", value -> value),
          new Kind("channel", value -> "{\"channel\":" + quoted(value) + "}"),
          new Kind("stream", value -> named("$pubsub", "stream_name", value)),
          new Kind("signed_stream", value -> named("$pubsub", "signed_stream_name", value)),
          new Kind(
              "turbo_signed_stream_name",
              value -> named("Turbo::StreamsChannel", "signed_stream_name", value)));

  private AnyCableIdentifiers() {}

  /** All that is asked for, each once; a parameter without a value asks for nothing. */
  static List<JsonText> of(Fields query) {
    List<JsonText> identifiers = new ArrayList<>();
    for (Kind kind : KINDS) {
      query.getValuesOrEmpty(kind.parameter).stream()
          .filter(value -> !value.isEmpty())
          .map(value -> JsonText.of(kind.identifier.apply(value)))
          .filter(identifier -> !identifiers.contains(identifier))
          .forEach(identifiers::add);
    }
    return List.copyOf(identifiers);
  }

  private static String named(String channel, String key, String name) {
    return "{\"channel\":\"" + channel + "\",\"" + key + "\":" + quoted(name) + "}";
  }

  /** As Go writes strings: fit to stand in a page, too. */
  private static String quoted(String value) {
    return JsonValue.quoted(value)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }
}
