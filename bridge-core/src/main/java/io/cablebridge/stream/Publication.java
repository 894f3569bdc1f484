package io.cablebridge.stream;

import io.cablebridge.protocol.Slice;
import io.cablebridge.protocol.StreamPosition;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to a stream: {@code {"stream":"chat","data":"{\"text\":\"hi\"}","meta":{}}}.
 * Immutable.
 *
 * @param json the data as one valid JSON value: the text itself when it is JSON, else a JSON string
 * @param type {@code meta.broadcast_type}; null for a plain message
 * @param excludedSocket {@code meta.exclude_socket}: the session_id of who shall not get it
 * @param fleeting {@code meta.transient}: kept in no history
 */
public record Publication(
    String stream,
    Slice json,
    @Nullable String type,
    @Nullable String excludedSocket,
    boolean fleeting) {

  /**
   * The message that it becomes.
   *
   * @param position null for one that history does not know
   * @param seconds now, since 1970
   */
  public StreamMessage at(@Nullable StreamPosition position, long seconds) {
    return new StreamMessage(stream, json, position, type, excludedSocket, seconds);
  }
}
