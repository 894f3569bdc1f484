package io.cablebridge.stream;

import io.cablebridge.protocol.Slice;
import io.cablebridge.protocol.StreamPosition;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to a stream: {@code {"stream":"chat","data":"{\"text\":\"hi\"}","meta":{}}}.
 * Immutable.
 *
 * @param json the data as one valid JSON value: the text itself when it is JSON, else a JSON string
 * @param type {@code meta.broadcast_type}; null for a plain message
 * @param excludedSocket {@code meta.exclude_socket}: the session_id that must not receive it
 * @param isTransient {@code meta.transient}: kept in no history
 */
public record Publication(
    String stream,
    Slice json,
    @Nullable String type,
    @Nullable String excludedSocket,
    boolean isTransient) {

  /**
   * The message of this publication.
   *
   * @param position null for a transient one
   * @param seconds now, since 1970
   */
  public StreamMessage at(@Nullable StreamPosition position, long seconds) {
    return new StreamMessage(stream, compact(json), position, type, excludedSocket, seconds);
  }

  /**
   * A copy of data that is a small part of a large array, so that history does not keep a whole
   * request for one message in it; otherwise the data itself.
   */
  private static Slice compact(Slice json) {
    int length = json.length();
    if (json.held() <= 2 * length + 64) {
      return json;
    }
    return new Slice(
        Arrays.copyOfRange(json.array(), json.from(), json.from() + length), 0, length);
  }
}
