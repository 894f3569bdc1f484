package io.cablebridge.http.anycable;

import io.cablebridge.http.exchange.JsonString;
import io.cablebridge.protocol.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.util.Fields;

/**
 * The identifiers that the parameters of {@code GET /events} name: {@code stream=chat} is {@code
 * {"channel":"$pubsub","stream_name":"chat"}}. They equal AnyCable's to the byte, as clients
 * compare them with the identifiers of confirmations and messages. Stateless.
 */
final class AnyCableIdentifiers {

  private record Kind(String parameter, UnaryOperator<String> identifier) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("identifier", value -> value),
          new Kind("channel", value -> object("channel", value)),
          new Kind("stream", value -> object("channel", "$pubsub", "stream_name", value)),
          new Kind(
              "signed_stream", value -> object("channel", "$pubsub", "signed_stream_name", value)),
          new Kind(
              "turbo_signed_stream_name",
              value -> object("channel", "Turbo::StreamsChannel", "signed_stream_name", value)));

  private AnyCableIdentifiers() {}

  /** All identifiers of a query without duplicates; a parameter without a value names none. */
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

  /** As Go writes JSON, whose strings are safe inside HTML. */
  private static String object(Object... namesAndValues) {
    return JsonString.object(namesAndValues)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }
}
