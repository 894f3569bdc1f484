package io.cablebridge.http.session;

import io.cablebridge.http.exchange.JsonString;
import io.cablebridge.http.sse.Rfc3339;
import io.cablebridge.http.sse.SseEventWriter;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.Payload;
import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.session.delivery.Event;
import io.cablebridge.session.delivery.Event.ChannelEvent;
import io.cablebridge.stream.StreamMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes an event as its JSON object, the same for both transports except for {@code session_id},
 * which a poll's answer has once. The bytes of Rails and of the client are copied unchanged. Writes
 * into a buffer that {@link #room} has sized.
 */
final class EventJsonWriter {
  /** More than the names, ids, numbers and punctuation beside an event's two carried texts. */
  private static final int FIXED_ROOM = 384;

  /** The same for the position in a stream. */
  private static final int STREAM_ROOM = 128;

  /** The longest events id that can be configured. */
  private static final int MAX_EVENTS_ID = 1024;

  private static final byte[] CHAN_ID = bytes(",\"chan_id\":\"");
  private static final byte[] MSG_ID = bytes("\",\"msg_id\":\"");
  private static final byte[] TIME = bytes("\",\"time\":\"");
  private static final byte[] IDENTIFIER = bytes("\",\"identifier\":");
  private static final byte[] MESSAGE = bytes(",\"message\":");
  private static final byte[] NULL = bytes("null");

  private final boolean dataLines;

  /**
   * @param dataLines whether a line break in a carried text begins another {@code data:} line
   */
  EventJsonWriter(boolean dataLines) {
    this.dataLines = dataLines;
  }

  /** The most bytes that an event takes. */
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

  /**
   * @param sessionId empty to leave it out
   */
  void joined(Event.Joined joined, String id, String sessionId, ByteBuffer out) {
    ascii("{\"type\":\"joined\",\"id\":\"", id, out);
    if (!sessionId.isEmpty()) {
      ascii("\",\"session_id\":\"", sessionId, out);
    }
    ascii("\",\"upstream\":\"", joined.upstream().text(), out);
    ascii(joined.resumed() ? "\",\"resumed\":true}" : "\",\"resumed\":false}", out);
  }

  void dropped(Event.Dropped dropped, String sessionId, ByteBuffer out) {
    ascii("{\"type\":\"dropped\",\"count\":", out);
    number(dropped.count(), out);
    ascii(",\"session_id\":\"", sessionId, out);
    ascii("\"}", out);
  }

  void closed(Event.Closed closed, ByteBuffer out) {
    ascii("{\"type\":\"closed\",\"reason\":", out);
    quoted(closed.reason().text(), out);
    ascii(closed.reason().reconnect() ? ",\"reconnect\":true}" : ",\"reconnect\":false}", out);
  }

  /**
   * @param sessionId empty to leave it out
   */
  void channelEvent(ChannelEvent event, String sessionId, ByteBuffer out) {
    ascii("{\"type\":\"", event.kind().text(), out);
    ascii("\"", out);
    if (!sessionId.isEmpty()) {
      ascii(",\"session_id\":\"", sessionId, out);
      ascii("\"", out);
    }
    out.put(CHAN_ID);
    ascii(event.subscription().chanId(), out);
    out.put(MSG_ID);
    number(event.offset(), out);
    out.put(TIME);
    Rfc3339.write(event.wallNanos(), out);
    out.put(IDENTIFIER);
    carried(event.subscription().identifier(), out);
    out.put(MESSAGE);
    Payload message = event.message();
    if (message == null || event.kind() == Event.Kind.CONNECTED) {
      out.put(NULL);
    } else {
      carried(message.json(), out);
    }
    if (message instanceof StreamMessage stream) {
      streamPosition(stream, out);
    }
    if (event.kind() == Event.Kind.DISCONNECTED) {
      ascii(event.willReconnect() ? ",\"will_reconnect\":true" : ",\"will_reconnect\":false", out);
    }
    if (event.reason() != null) {
      ascii(",\"reason\":", out);
      quoted(event.reason(), out);
    }
    out.put((byte) '}');
  }

  /** A message's position in its stream, for a later {@code history} in a subscribe. */
  private void streamPosition(StreamMessage message, ByteBuffer out) {
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

  private void carried(JsonText json, ByteBuffer out) {
    if (dataLines) {
      SseEventWriter.data(json, out);
    } else {
      out.put(json.bytes());
    }
  }

  private void quoted(String text, ByteBuffer out) {
    out.put(JsonString.quoted(text).getBytes(StandardCharsets.UTF_8));
  }

  void ascii(String first, String second, ByteBuffer out) {
    ascii(first, out);
    ascii(second, out);
  }

  void ascii(String text, ByteBuffer out) {
    for (int i = 0; i < text.length(); i++) {
      out.put((byte) text.charAt(i));
    }
  }

  void number(long value, ByteBuffer out) {
    if (value >= 10) {
      number(value / 10, out);
    }
    out.put((byte) ('0' + value % 10));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
