package io.cablebridge.http.session;

import io.cablebridge.protocol.Position;
import io.cablebridge.session.Attachment;
import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.Delivery;
import io.cablebridge.session.delivery.Event;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the response body of a poll: {@code
 * {"messages":[…],"session_id":"…","dropped":0,"queue_length":0,
 * "channels":["…"],"position":"41/2Gx…","upstream":"open"}}. Stateless.
 */
final class PollEncoder {
  private static final EventJsonWriter JSON = new EventJsonWriter(false);

  private PollEncoder() {}

  static ByteBuffer answer(Delivery delivery, Session session) {
    List<Event> events =
        delivery.events().stream().filter(event -> !(event instanceof Event.Dropped)).toList();
    String position = new Position(delivery.position(), session.epoch()).toString();
    String rest =
        rest(session, delivery.dropped(), delivery.queueLength())
            + ",\"position\":\""
            + position
            + "\",\"upstream\":\""
            + delivery.upstream().text()
            + "\"}";
    int room =
        16 + rest.length() + events.stream().mapToInt(e -> EventJsonWriter.room(e) + 1).sum();
    ByteBuffer out = ByteBuffer.allocate(room);
    JSON.ascii("{\"messages\":[", out);
    for (int i = 0; i < events.size(); i++) {
      if (i > 0) {
        out.put((byte) ',');
      }
      Event event = events.get(i);
      if (event instanceof Event.ChannelEvent channel) {
        JSON.channelEvent(channel, "", out);
      } else if (event instanceof Event.Joined joined) {
        JSON.joined(joined, session.id(), "", out);
      } else if (event instanceof Event.Closed closed) {
        JSON.closed(closed, out);
      }
    }
    JSON.ascii(rest, out);
    return out.flip();
  }

  /** The body for a poll that a newer one replaces: no event, and the position of the request. */
  static ByteBuffer superseded(Session session, Attachment attachment) {
    String text =
        "{\"messages\":["
            + rest(session, 0, 0)
            + ",\"position\":\""
            + attachment.position()
            + "\",\"upstream\":\""
            + session.upstreamState().text()
            + "\",\"superseded\":true}";
    return ByteBuffer.wrap(EventJsonWriter.bytes(text));
  }

  private static String rest(Session session, long dropped, long queueLength) {
    String channels =
        session.chanIds().stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(","));
    return "],\"session_id\":\""
        + session.epoch()
        + "\",\"dropped\":"
        + dropped
        + ",\"queue_length\":"
        + queueLength
        + ",\"channels\":["
        + channels
        + "]";
  }
}
