package io.cablebridge.http.anycable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cablebridge.http.exchange.JsonString;
import io.cablebridge.http.sse.SseEventWriter;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.Payload;
import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.session.delivery.CloseReason;
import io.cablebridge.session.delivery.Event.ChannelEvent;
import io.cablebridge.stream.StreamMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of each event of AnyCable's stream: {@code event:}, {@code data:}, {@code id:}, {@code
 * retry:} in this order, and an empty line. A typed event has the whole message; another event of a
 * GET has the message's value alone, and a string without its quotation marks. Stateless.
 */
final class AnyCableMessages {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A year, in place of "never", for which {@code EventSource} has no value. */
  private static final long NEVER_MILLIS = 31_536_000_000L;

  private AnyCableMessages() {}

  static byte[] welcome(String sid) {
    return typed("welcome", "{\"type\":\"welcome\",\"sid\":" + JsonString.quoted(sid) + "}")
        .finish();
  }

  static byte[] ping(long seconds) {
    return typed("ping", "{\"type\":\"ping\",\"message\":" + seconds + "}").finish();
  }

  /** A confirmation or a rejection, named after the event. */
  static SseEventWriter confirmation(ChannelEvent event) {
    String type =
        switch (event.kind()) {
          case CONNECTED -> "confirm_subscription";
          case REJECTED -> "reject_subscription";
          default -> event.kind().text();
        };
    String identifier = JsonString.quoted(event.subscription().identifier().toString());
    return typed(type, "{\"type\":\"" + type + "\",\"identifier\":" + identifier + "}");
  }

  /**
   * The last event: the reason, and when to reconnect.
   *
   * @param retryMillis for a client that may reconnect
   */
  static byte[] disconnect(CloseReason reason, boolean raw, long retryMillis) {
    String why = reason.equals(CloseReason.SHUTTING_DOWN) ? "server_restart" : reason.text();
    SseEventWriter text = new SseEventWriter();
    if (!raw) {
      text =
          typed(
              "disconnect",
              "{\"type\":\"disconnect\",\"reason\":"
                  + JsonString.quoted(why)
                  + ",\"reconnect\":"
                  + reason.reconnect()
                  + "}");
    }
    return text.field("retry", Long.toString(reason.reconnect() ? retryMillis : NEVER_MILLIS))
        .finish();
  }

  /** A message of a Rails channel. */
  static byte[] ofChannel(ChannelEvent event, AnyCableFormat format) {
    Payload message = event.message();
    JsonText json = message == null ? JsonText.of("null") : message.json();
    SseEventWriter text = new SseEventWriter();
    return (format.unwrapped() ? value(text, json) : whole(text, event, json, null)).finish();
  }

  /**
   * A message of a stream.
   *
   * @param withId whether its position is the client's only one
   */
  static byte[] ofStream(
      StreamMessage message, ChannelEvent event, AnyCableFormat format, boolean withId) {
    SseEventWriter text = new SseEventWriter();
    if (message.type() != null) {
      text.field("event", message.type());
      whole(text, event, message.json(), message);
    } else if (format.unwrapped()) {
      value(text, message.json());
    } else {
      whole(text, event, message.json(), message);
    }
    StreamPosition position = message.position();
    if (withId && position != null) {
      text.field("id", AnyCablePosition.text(Map.of(message.stream(), position)));
    }
    return withId ? text.finish() : text.unfinished();
  }

  /** The end of an event: the client's positions in all of its streams. */
  static byte[] id(Map<String, StreamPosition> positions) {
    return new SseEventWriter().field("id", AnyCablePosition.text(positions)).finish();
  }

  private static SseEventWriter typed(String type, String json) {
    return new SseEventWriter().field("event", type).data(utf8(json));
  }

  private static SseEventWriter value(SseEventWriter text, JsonText json) {
    if (json.bytes()[0] != '"') {
      return text.data(json.bytes());
    }
    try {
      return text.data(utf8(JSON.readValue(json.bytes(), String.class)));
    } catch (JsonProcessingException e) {
      return text.data(json.bytes());
    } catch (IOException e) {
      throw new IllegalStateException("An array can always be read", e);
    }
  }

  private static SseEventWriter whole(
      SseEventWriter text, ChannelEvent event, JsonText json, @Nullable StreamMessage message) {
    StringBuilder before = new StringBuilder("{");
    if (message != null && message.type() != null) {
      before.append("\"type\":").append(JsonString.quoted(message.type())).append(',');
    }
    before
        .append("\"identifier\":")
        .append(JsonString.quoted(event.subscription().identifier().toString()))
        .append(",\"message\":");
    StringBuilder after = new StringBuilder();
    StreamPosition position = message == null ? null : message.position();
    if (message != null && position != null) {
      after.append(",\"stream_id\":").append(JsonString.quoted(message.stream()));
      after.append(",\"epoch\":").append(JsonString.quoted(position.epoch()));
      after.append(",\"offset\":").append(position.offset());
    }
    return text.data(utf8(before.toString()), json.bytes(), utf8(after.append('}').toString()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
