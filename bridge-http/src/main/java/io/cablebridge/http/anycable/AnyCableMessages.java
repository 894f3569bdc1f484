package io.cablebridge.http.anycable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.Payload;
import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.session.delivery.CloseReason;
import io.cablebridge.session.delivery.Event.ChannelEvent;
import io.cablebridge.stream.StreamMessage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The single events of AnyCable's stream, as bytes: {@code event:}, {@code data:}, {@code id:},
 * {@code retry:} in this order, an empty line. Typed ones carry the whole message, others of a GET
 * the message's value alone; a string loses its quotation marks there. Stateless.
 */
final class AnyCableMessages {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A year: as good as never, which {@code EventSource} cannot be told otherwise. */
  private static final long NEVER_MILLIS = 31_536_000_000L;

  private AnyCableMessages() {}

  static byte[] welcome(String sid) {
    return typed("welcome", "{\"type\":\"welcome\",\"sid\":" + quoted(sid) + "}").end();
  }

  static byte[] ping(long seconds) {
    return typed("ping", "{\"type\":\"ping\",\"message\":" + seconds + "}").end();
  }

  /** A confirmation or a refusal, named after the event. */
  static EventText told(ChannelEvent event) {
    String type =
        switch (event.kind()) {
          case CONNECTED -> "confirm_subscription";
          case REJECTED -> "reject_subscription";
          default -> event.kind().text();
        };
    String identifier = quoted(event.subscription().identifier().toString());
    return typed(type, "{\"type\":\"" + type + "\",\"identifier\":" + identifier + "}");
  }

  /**
   * The last event: why, and when to come back.
   *
   * @param retryMillis for a client that shall
   */
  static byte[] disconnect(CloseReason reason, boolean raw, long retryMillis) {
    String why = reason.equals(CloseReason.SHUTTING_DOWN) ? "server_restart" : reason.text();
    EventText text = new EventText();
    if (!raw) {
      text =
          typed(
              "disconnect",
              "{\"type\":\"disconnect\",\"reason\":"
                  + quoted(why)
                  + ",\"reconnect\":"
                  + reason.reconnect()
                  + "}");
    }
    return text.field("retry", Long.toString(reason.reconnect() ? retryMillis : NEVER_MILLIS))
        .end();
  }

  /** What a channel of Rails sent. */
  static byte[] ofChannel(ChannelEvent event, AnyCableFormat form) {
    Payload message = event.message();
    JsonText json = message == null ? JsonText.of("null") : message.json();
    EventText text = new EventText();
    return (form.unwrapped() ? value(text, json) : whole(text, event, json, null)).end();
  }

  /**
   * What came by a stream.
   *
   * @param withId whether its own position is the client's
   */
  static byte[] ofStream(
      StreamMessage message, ChannelEvent event, AnyCableFormat form, boolean withId) {
    EventText text = new EventText();
    if (message.type() != null) {
      text.field("event", message.type());
      whole(text, event, message.json(), message);
    } else if (form.unwrapped()) {
      value(text, message.json());
    } else {
      whole(text, event, message.json(), message);
    }
    StreamPosition position = message.position();
    if (withId && position != null) {
      text.field("id", AnyCablePosition.text(Map.of(message.stream(), position)));
    }
    return withId ? text.end() : text.bytes();
  }

  /** The end of an event: where the client is in all of its streams. */
  static byte[] id(Map<String, StreamPosition> positions) {
    return new EventText().field("id", AnyCablePosition.text(positions)).end();
  }

  private static EventText typed(String type, String json) {
    return new EventText().field("event", type).data(utf8(json));
  }

  private static EventText value(EventText text, JsonText json) {
    if (json.bytes()[0] != '"') {
      return text.data(json.bytes());
    }
    try {
      return text.data(utf8(JSON.readValue(json.bytes(), String.class)));
    } catch (JsonProcessingException e) {
      return text.data(json.bytes());
    } catch (java.io.IOException e) {
      throw new IllegalStateException("An array can be read", e);
    }
  }

  private static EventText whole(
      EventText text, ChannelEvent event, JsonText json, @Nullable StreamMessage message) {
    StringBuilder before = new StringBuilder("{");
    if (message != null && message.type() != null) {
      before.append("\"type\":").append(quoted(message.type())).append(',');
    }
    before
        .append("\"identifier\":")
        .append(quoted(event.subscription().identifier().toString()))
        .append(",\"message\":");
    StringBuilder after = new StringBuilder();
    StreamPosition position = message == null ? null : message.position();
    if (message != null && position != null) {
      after.append(",\"stream_id\":").append(quoted(message.stream()));
      after.append(",\"epoch\":").append(quoted(position.epoch()));
      after.append(",\"offset\":").append(position.offset());
    }
    return text.data(utf8(before.toString()), json.bytes(), utf8(after.append('}').toString()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String quoted(String text) {
    byte[] escaped = JsonStringEncoder.getInstance().quoteAsUTF8(text);
    return '"' + new String(escaped, StandardCharsets.UTF_8) + '"';
  }
}
