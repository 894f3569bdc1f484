package io.cablebridge.http.anycable;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cablebridge.http.exchange.JsonString;
import io.cablebridge.http.sse.SseEventWriter;
import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.Payload;
import io.cablebridge.protocol.StreamPosition;
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
    return typed("welcome", JsonString.object("type", "welcome", "sid", sid)).finish();
  }

  static byte[] ping(long seconds) {
    return typed("ping", JsonString.object("type", "ping", "message", seconds)).finish();
  }

  static SseEventWriter confirmation(ChannelEvent event) {
    String type =
        switch (event.kind()) {
          case CONNECTED -> "confirm_subscription";
          case REJECTED -> "reject_subscription";
          default -> event.kind().text();
        };
    return typed(type, JsonString.object("type", type, "identifier", identifier(event)));
  }

  private static String identifier(ChannelEvent event) {
    return event.subscription().identifier().toString();
  }

  /** The last event; {@code retryMillis} is for a client that may reconnect. */
  static byte[] disconnect(CloseReason reason, boolean raw, long retryMillis) {
    String why = reason.equals(CloseReason.SHUTTING_DOWN) ? "server_restart" : reason.text();
    String json =
        JsonString.object("type", "disconnect", "reason", why, "reconnect", reason.reconnect());
    SseEventWriter event = raw ? new SseEventWriter() : typed("disconnect", json);
    return event
        .field("retry", Long.toString(reason.reconnect() ? retryMillis : NEVER_MILLIS))
        .finish();
  }

  /** Not complete, it has no id and no end, for a client with positions in several streams. */
  static byte[] message(ChannelEvent event, AnyCableRequest.Format format, boolean complete) {
    Payload payload = event.message();
    JsonText json = payload == null ? JsonText.of("null") : payload.json();
    StreamMessage message = payload instanceof StreamMessage found ? found : null;
    String type = message == null ? null : message.type();
    SseEventWriter text = new SseEventWriter();
    if (type != null) {
      text.field("event", type);
    }
    if (type == null && format.unwrapped()) {
      value(text, json);
    } else {
      whole(text, event, json, message);
    }
    StreamPosition position = message == null ? null : message.position();
    if (complete && message != null && position != null) {
      text.field("id", AnyCablePosition.text(Map.of(message.stream(), position)));
    }
    return complete ? text.finish() : text.unfinished();
  }

  /** The end of an event that is not complete. */
  static byte[] id(Map<String, StreamPosition> positions) {
    return new SseEventWriter().field("id", AnyCablePosition.text(positions)).finish();
  }

  private static SseEventWriter typed(String type, String json) {
    return new SseEventWriter().field("event", type).data(utf8(json));
  }

  private static void value(SseEventWriter text, JsonText json) {
    byte[] bytes = json.bytes();
    try {
      text.data(bytes[0] == '"' ? utf8(JSON.readValue(bytes, String.class)) : bytes);
    } catch (IOException e) {
      text.data(bytes);
    }
  }

  /** The message in the object that names its subscription, and its place in the stream. */
  private static void whole(
      SseEventWriter text, ChannelEvent event, JsonText json, @Nullable StreamMessage message) {
    String type = message == null ? null : message.type();
    String head =
        type == null
            ? JsonString.object("identifier", identifier(event))
            : JsonString.object("type", type, "identifier", identifier(event));
    StreamPosition position = message == null ? null : message.position();
    String tail = "}";
    if (message != null && position != null) {
      Object[] place = {
        "stream_id", message.stream(), "epoch", position.epoch(), "offset", position.offset()
      };
      tail = "," + JsonString.object(place).substring(1);
    }
    String before = head.substring(0, head.length() - 1) + ",\"message\":";
    text.data(utf8(before), json.bytes(), utf8(tail));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
