package io.cablebridge.http.session;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.cablebridge.http.sse.Rfc3339;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.Payload;
import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.session.delivery.Event;
import io.cablebridge.session.delivery.Event.ChannelEvent;
import io.cablebridge.stream.StreamMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes an event as its JSON object, the same for both transports but for {@code session_id},
 * which a poll says once for all. What Rails and the client wrote goes through byte by byte. Writes
 * into a buffer that {@link #room} has sized; one writer writes one batch.
 */
final class EventJsonWriter {
  /** More than the names, ids, numbers and marks around an event's two texts ever take. */
  private static final int AROUND = 384;

  /** The same around a stream's position. */
  private static final int STREAM_AROUND = 128;

  private static final byte[] NEXT_DATA_LINE = bytes("\ndata: ");
  private static final byte[] CHAN_ID = bytes(",\"chan_id\":\"");
  private static final byte[] MSG_ID = bytes("\",\"msg_id\":\"");
  private static final byte[] TIME = bytes("\",\"time\":\"");
  private static final byte[] IDENTIFIER = bytes("\",\"identifier\":");
  private static final byte[] MESSAGE = bytes(",\"message\":");
  private static final byte[] NULL = bytes("null");

  private final ByteBuffer out;
  private final boolean dataLines;

  /**
   * @param dataLines whether a line break in a carried text must begin another {@code data:} line
   */
  EventJsonWriter(ByteBuffer out, boolean dataLines) {
    this.out = out;
    this.dataLines = dataLines;
  }

  /** How many bytes an event takes at most. */
  static int room(Event event) {
    if (event instanceof ChannelEvent channel) {
      int room = AROUND + lines(channel.subscription().identifier());
      if (channel.reason() != null) {
        room += 6 * channel.reason().length();
      }
      Payload message = channel.message();
      if (message instanceof StreamMessage stream) {
        String type = stream.type();
        int text = stream.stream().length() + (type == null ? 0 : type.length());
        room += STREAM_AROUND + 6 * text;
      }
      return message == null ? room : room + lines(message.json());
    }
    if (event instanceof Event.Closed closed) {
      return AROUND + 6 * closed.reason().text().length();
    }
    return AROUND + 1024; // the longest events id that can be configured
  }

  private static int lines(JsonText text) {
    return text.length() + text.lineBreaks() * NEXT_DATA_LINE.length;
  }

  /**
   * @param sessionId empty where it is said elsewhere
   */
  void joined(Event.Joined joined, String id, String sessionId) {
    ascii("{\"type\":\"joined\",\"id\":\"", id);
    if (!sessionId.isEmpty()) {
      ascii("\",\"session_id\":\"", sessionId);
    }
    ascii("\",\"upstream\":\"", joined.upstream().text());
    ascii(joined.resumed() ? "\",\"resumed\":true}" : "\",\"resumed\":false}");
  }

  void dropped(Event.Dropped dropped, String sessionId) {
    ascii("{\"type\":\"dropped\",\"count\":");
    number(dropped.count());
    ascii(",\"session_id\":\"", sessionId);
    ascii("\"}");
  }

  void closed(Event.Closed closed) {
    ascii("{\"type\":\"closed\",\"reason\":");
    quoted(closed.reason().text());
    ascii(closed.reason().reconnect() ? ",\"reconnect\":true}" : ",\"reconnect\":false}");
  }

  /**
   * @param sessionId empty where it is said elsewhere
   */
  void channelEvent(ChannelEvent event, String sessionId) {
    ascii("{\"type\":\"", event.kind().text());
    ascii("\"");
    if (!sessionId.isEmpty()) {
      ascii(",\"session_id\":\"", sessionId);
      ascii("\"");
    }
    out.put(CHAN_ID);
    ascii(event.subscription().chanId());
    out.put(MSG_ID);
    number(event.offset());
    out.put(TIME);
    Rfc3339.write(event.wallNanos(), out);
    out.put(IDENTIFIER);
    carried(event.subscription().identifier());
    out.put(MESSAGE);
    Payload message = event.message();
    if (message == null || event.kind() == Event.Kind.CONNECTED) {
      out.put(NULL);
    } else {
      carried(message.json());
    }
    if (message instanceof StreamMessage stream) {
      streamed(stream);
    }
    if (event.kind() == Event.Kind.DISCONNECTED) {
      ascii(event.willReconnect() ? ",\"will_reconnect\":true" : ",\"will_reconnect\":false");
    }
    if (event.reason() != null) {
      ascii(",\"reason\":");
      quoted(event.reason());
    }
    out.put((byte) '}');
  }

  /** Where a message of a stream stands in it, for a later {@code history} in a subscribe. */
  private void streamed(StreamMessage message) {
    StreamPosition position = message.position();
    if (position != null) {
      ascii(",\"stream_id\":");
      quoted(message.stream());
      ascii(",\"epoch\":");
      quoted(position.epoch());
      ascii(",\"offset\":");
      number(position.offset());
    }
    if (message.type() != null) {
      ascii(",\"broadcast_type\":");
      quoted(message.type());
    }
  }

  /**
   * CR, LF and CRLF each end a line of an event stream (HTML 9.2.6); nothing that is carried may
   * end the event.
   */
  private void carried(JsonText json) {
    byte[] text = json.bytes();
    int start = 0;
    for (int i = 0; dataLines && json.lineBreaks() > 0 && i < text.length; i++) {
      if (text[i] == '\n' || text[i] == '\r') {
        out.put(text, start, i - start);
        out.put(NEXT_DATA_LINE);
        if (text[i] == '\r' && i + 1 < text.length && text[i + 1] == '\n') {
          i++;
        }
        start = i + 1;
      }
    }
    out.put(text, start, text.length - start);
  }

  private void quoted(String text) {
    out.put((byte) '"');
    out.put(JsonStringEncoder.getInstance().quoteAsUTF8(text));
    out.put((byte) '"');
  }

  void ascii(String first, String second) {
    ascii(first);
    ascii(second);
  }

  void ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      out.put((byte) text.charAt(i));
    }
  }

  void number(long value) {
    if (value >= 10) {
      number(value / 10);
    }
    out.put((byte) ('0' + value % 10));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
