package io.cablebridge.http.session;

import io.cablebridge.http.exchange.JsonString;
import io.cablebridge.http.sse.Rfc3339;
import io.cablebridge.http.sse.SseEventWriter;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.Payload;
import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.Event;
import io.cablebridge.session.delivery.Event.ChannelEvent;
import io.cablebridge.stream.StreamMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes an event as its JSON object into a buffer that {@link #room} has sized. The objects of an
 * event stream have a {@code session_id}, which a poll's answer has once, and a line break in them
 * begins another {@code data:} line. The bytes of Rails and of the client are copied unchanged.
 * Stateless.
 */
final class EventJsonWriter {
  /** More than the names, ids, numbers and punctuation beside an event's two carried texts. */
  private static final int FIXED_ROOM = 384;

  /** The same for the position in a stream. */
  private static final int STREAM_ROOM = 128;

  /** The longest events id that can be configured. */
  private static final int MAX_EVENTS_ID = 1024;

  private static final byte[] CHAN_ID = bytes("\",\"chan_id\":\"");
  private static final byte[] MSG_ID = bytes("\",\"msg_id\":\"");
  private static final byte[] TIME = bytes("\",\"time\":\"");
  private static final byte[] IDENTIFIER = bytes("\",\"identifier\":");
  private static final byte[] MESSAGE = bytes(",\"message\":");
  private static final byte[] NULL = bytes("null");

  private EventJsonWriter() {}

  static int room(Event event) {
    if (event instanceof ChannelEvent channel) {
      int room = FIXED_ROOM + SseEventWriter.dataRoom(channel.subscription().identifier());
      if (channel.reason() != null) {
        room += 6 * channel.reason().length();
      }
      Payload message = channel.message();
      if (message instanceof StreamMessage stream) {
        String type = stream.type();
        int text = stream.stream().length() + (type == null ? 0 : type.length());
        room += STREAM_ROOM + 6 * text;
      }
      return message == null ? room : room + SseEventWriter.dataRoom(message.json());
    }
    if (event instanceof Event.Closed closed) {
      return FIXED_ROOM + 6 * closed.reason().text().length();
    }
    return FIXED_ROOM + MAX_EVENTS_ID;
  }

  static void write(Event event, Session session, boolean inStream, ByteBuffer out) {
    if (event instanceof ChannelEvent channel) {
      ascii("{\"type\":\"", channel.kind().text(), out);
      sessionId(session, inStream, out);
      channelEvent(channel, inStream, out);
    } else if (event instanceof Event.Joined joined) {
      ascii("{\"type\":\"joined\",\"id\":\"", session.id(), out);
      sessionId(session, inStream, out);
      ascii("\",\"upstream\":\"", joined.upstream().text(), out);
      ascii(joined.resumed() ? "\",\"resumed\":true}" : "\",\"resumed\":false}", out);
    } else if (event instanceof Event.Dropped dropped) {
      ascii("{\"type\":\"dropped\",\"count\":", out);
      number(dropped.count(), out);
      ascii(",\"session_id\":\"", session.epoch(), out);
      ascii("\"}", out);
    } else if (event instanceof Event.Closed closed) {
      ascii("{\"type\":\"closed\",\"reason\":", out);
      quoted(closed.reason().text(), out);
      ascii(closed.reason().reconnect() ? ",\"reconnect\":true}" : ",\"reconnect\":false}", out);
    }
  }

  /** Continues after a string that is still open, and leaves one open. */
  private static void sessionId(Session session, boolean inStream, ByteBuffer out) {
    if (inStream) {
      ascii("\",\"session_id\":\"", session.epoch(), out);
    }
  }

  private static void channelEvent(ChannelEvent event, boolean inStream, ByteBuffer out) {
    out.put(CHAN_ID);
    ascii(event.subscription().chanId(), out);
    out.put(MSG_ID);
    number(event.offset(), out);
    out.put(TIME);
    Rfc3339.write(event.wallNanos(), out);
    out.put(IDENTIFIER);
    carried(event.subscription().identifier(), inStream, out);
    out.put(MESSAGE);
    Payload message = event.message();
    if (message == null || event.kind() == Event.Kind.CONNECTED) {
      out.put(NULL);
    } else {
      carried(message.json(), inStream, out);
    }
    if (message instanceof StreamMessage stream) {
      streamPosition(stream, out);
    }
    if (event.kind() == Event.Kind.DISCONNECTED) {
      ascii(",\"will_reconnect\":true", out); // the session asserts its subscriptions again
    }
    if (event.reason() != null) {
      ascii(",\"reason\":", out);
      quoted(event.reason(), out);
    }
    out.put((byte) '}');
  }

  /** A message's position in its stream, for a later {@code history} in a subscribe. */
  private static void streamPosition(StreamMessage message, ByteBuffer out) {
    StreamPosition position = message.position();
    if (position != null) {
      ascii(",\"stream_id\":", out);
      quoted(message.stream(), out);
      ascii(",\"epoch\":", out);
      quoted(position.epoch(), out);
      ascii(",\"offset\":", out);
      number(position.offset(), out);
    }
    if (message.type() != null) {
      ascii(",\"broadcast_type\":", out);
      quoted(message.type(), out);
    }
  }

  private static void carried(JsonText json, boolean inStream, ByteBuffer out) {
    if (inStream) {
      SseEventWriter.data(json, out);
    } else {
      out.put(json.bytes());
    }
  }

  private static void quoted(String text, ByteBuffer out) {
    out.put(JsonString.quoted(text).getBytes(StandardCharsets.UTF_8));
  }

  static void ascii(String first, String second, ByteBuffer out) {
    ascii(first, out);
    ascii(second, out);
  }

  static void ascii(String text, ByteBuffer out) {
    for (int i = 0; i < text.length(); i++) {
      out.put((byte) text.charAt(i));
    }
  }

  static void number(long value, ByteBuffer out) {
    if (value >= 10) {
      number(value / 10, out);
    }
    out.put((byte) ('0' + value % 10));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
