package io.cablebridge.stream;

import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.StreamPosition;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to a stream: {@code {"stream":"chat","data":"{\"text\":\"hi\"}","meta":{}}}.
 *
 * @param json the data as one valid JSON value: the text itself when it is JSON, else a JSON string
 * @param type {@code meta.broadcast_type}; null for a plain message
 * @param excludedSocket {@code meta.exclude_socket}: the session_id that must not receive it
 * @param isTransient {@code meta.transient}: kept in no history
 */
public record Publication(
    String stream,
    JsonText json,
    @Nullable String type,
    @Nullable String excludedSocket,
    boolean isTransient) {

  /** Its message; a transient one has no position. */
  public StreamMessage at(@Nullable StreamPosition position, long seconds) {
    return new StreamMessage(stream, json, position, type, excludedSocket, seconds);
  }
}
