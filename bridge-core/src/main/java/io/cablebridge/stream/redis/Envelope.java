package io.cablebridge.stream.redis;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.JsonValue;
import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.stream.Publication;
import io.cablebridge.stream.StreamMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A publication as the bridges exchange it over Redis: {@code {"epoch":"Ab3x","offset":7,
 * "seconds":1700000000,"stream":"chat","data":"{\"text\":\"hi\"}","type":"t","socket":"s"}}. Redis
 * itself adds epoch, offset and seconds, so that they are the same for all; a transient one has no
 * epoch and offset. {@code data} is JSON in a string, which keeps its bytes as they are. A field
 * that is unknown comes from a newer bridge and is ignored.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Envelope(
    @Nullable String stream,
    @Nullable String data,
    @Nullable String type,
    @Nullable String socket,
    long seconds,
    long offset,
    @Nullable String epoch) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectReader READER = JSON.readerFor(Envelope.class);

  /** The fields that the publishing bridge sets: the inside of the object, without its braces. */
  static byte[] fields(Publication publication) {
    ObjectNode fields = JSON.createObjectNode();
    fields.put("stream", publication.stream());
    fields.put("data", publication.json().toString());
    if (publication.type() != null) {
      fields.put("type", publication.type());
    }
    if (publication.excludedSocket() != null) {
      fields.put("socket", publication.excludedSocket());
    }
    String object = fields.toString();
    return object.substring(1, object.length() - 1).getBytes(StandardCharsets.UTF_8);
  }

  static byte[] ofTransient(Publication publication, long seconds) {
    return joined("{\"seconds\":" + seconds + ",", fields(publication));
  }

  /** The message in an envelope from the bridges' channel; null if the bytes are no envelope. */
  static @Nullable StreamMessage message(byte[] envelope) {
    try {
      return READER.<Envelope>readValue(envelope).toMessage();
    } catch (IOException e) {
      return null;
    }
  }

  /** The message in an entry of Redis' history; null if the fields are not those of an envelope. */
  static @Nullable StreamMessage entry(StreamPosition position, long seconds, byte[] fields) {
    String head =
        String.format(
            Locale.ROOT,
            "{\"epoch\":\"%s\",\"offset\":%s,\"seconds\":%s,",
            position.epoch(),
            position.offset(),
            seconds);
    return message(joined(head, fields));
  }

  private @Nullable StreamMessage toMessage() {
    if (stream == null || data == null) {
      return null;
    }
    JsonText json = JsonText.of(data);
    if (!JsonValue.isJson(json.bytes())) {
      return null;
    }
    StreamPosition position =
        epoch == null || offset < 1 ? null : new StreamPosition(offset, epoch);
    return new StreamMessage(stream, json, position, type, socket, seconds);
  }

  /** The object that begins with {@code head} and ends with {@code fields}. */
  private static byte[] joined(String head, byte[] fields) {
    byte[] start = head.getBytes(StandardCharsets.UTF_8);
    ByteBuffer object = ByteBuffer.allocate(start.length + fields.length + 1);
    return object.put(start).put(fields).put((byte) '}').array();
  }
}
