package io.cablebridge.http.anycable;

import io.cablebridge.protocol.StreamPosition;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text of an {@code id:} line of {@code /events}. A single stream in AnyCable's form, {@code
 * 7/Ab3x/chat/42}; several streams, or a name that is not printable ASCII, in the bridge's own
 * form: {@code ~7/Ab3x/chat%2F42,3/Ab3x/news}, so that one id resumes all streams of a connection.
 * Stateless.
 */
final class AnyCablePosition {
  private static final int MAX_STREAMS = 100;

  private AnyCablePosition() {}

  static String text(Map<String, StreamPosition> positions) {
    StringBuilder text = new StringBuilder();
    if (positions.size() == 1) {
      Map.Entry<String, StreamPosition> only = positions.entrySet().iterator().next();
      if (isPlain(only.getKey())) {
        return text(only.getValue(), only.getKey());
      }
    }
    positions.forEach(
        (stream, position) ->
            text.append(text.isEmpty() ? '~' : ',')
                .append(text(position, URLEncoder.encode(stream, StandardCharsets.UTF_8))));
    return text.toString();
  }

  private static String text(StreamPosition position, String stream) {
    return position.offset() + "/" + position.epoch() + "/" + stream;
  }

  /** Whether a browser returns the name unchanged in a header. */
  private static boolean isPlain(String stream) {
    return stream.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /**
   * Reads a {@code Last-Event-ID}; empty for an id of another form, which AnyCable ignores, too.
   *
   * @return null for an offset that is not a number
   */
  static @Nullable Map<String, StreamPosition> parse(String text) {
    Map<String, StreamPosition> positions = new LinkedHashMap<>();
    if (!text.startsWith("~")) {
      return add(text, false, positions) ? positions : null;
    }
    String[] parts = text.substring(1).split(",", MAX_STREAMS + 1);
    if (parts.length > MAX_STREAMS) {
      return null;
    }
    for (String part : parts) {
      if (!add(part, true, positions)) {
        return null;
      }
    }
    return positions;
  }

  private static boolean add(String text, boolean encoded, Map<String, StreamPosition> positions) {
    String[] parts = text.split("/", 3);
    if (parts.length < 3) {
      return true;
    }
    if (!isOffset(parts[0])) {
      return false;
    }
    try {
      String stream = encoded ? URLDecoder.decode(parts[2], StandardCharsets.UTF_8) : parts[2];
      positions.put(stream, new StreamPosition(Long.parseLong(parts[0]), parts[1]));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isOffset(String text) {
    return !text.isEmpty()
        && text.length() <= 18
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
