package io.cablebridge.http.session;

import static io.cablebridge.http.session.EventJsonWriter.ascii;
import static java.util.stream.Collectors.joining;

import io.cablebridge.http.exchange.JsonString;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.Position;
import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.Attachment;
import io.cablebridge.session.delivery.Delivery;
import io.cablebridge.session.delivery.Event;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Writes the response body of a poll: {@code
 * {"messages":[…],"session_id":"…","dropped":0,"queue_length":0,
 * "channels":["…"],"position":"41/2Gx…","upstream":"open"}}. Stateless.
 */
final class PollEncoder {
  private PollEncoder() {}

  static ByteBuffer answer(Delivery delivery, Session session) {
    List<Event> events =
        delivery.events().stream().filter(event -> !(event instanceof Event.Dropped)).toList();
    String rest =
        JsonString.object(
                "session_id", session.epoch(),
                "dropped", delivery.dropped(),
                "queue_length", delivery.queueLength(),
                "channels", channels(session),
                "position", new Position(delivery.position(), session.epoch()).toString(),
                "upstream", delivery.upstream().text())
            .substring(1);
    int room =
        16 + rest.length() + events.stream().mapToInt(e -> EventJsonWriter.room(e) + 1).sum();
    ByteBuffer out = ByteBuffer.allocate(room);
    ascii("{\"messages\":[", out);
    for (int i = 0; i < events.size(); i++) {
      ascii(i == 0 ? "" : ",", out);
      EventJsonWriter.write(events.get(i), session, false, out);
    }
    ascii("],", rest, out);
    return out.flip();
  }

  /** The body for a poll that a newer one replaces: no event, and the position of the request. */
  static String superseded(Session session, Attachment attachment) {
    return JsonString.object(
        "messages", List.of(),
        "session_id", session.epoch(),
        "dropped", 0,
        "queue_length", 0,
        "channels", channels(session),
        "position", attachment.position().toString(),
        "upstream", session.upstreamState().text(),
        "superseded", true);
  }

  private static JsonText channels(Session session) {
    return JsonText.of(
        session.chanIds().stream().map(JsonString::quoted).collect(joining(",", "[", "]")));
  }
}
