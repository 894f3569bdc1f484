package io.cablebridge.http.anycable;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.cablebridge.protocol.StreamPosition;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The text of an {@code id:} line of {@code /events}. A single stream in AnyCable's form, {@code
 * 7/Ab3x/chat/42}; several streams, or a name that is not printable ASCII, in the bridge's own
 * form: {@code ~7/Ab3x/chat%2F42,3/Ab3x/news}, so that one id resumes all streams of a connection.
 * Stateless.
 */
final class AnyCablePosition {
  private static final int MAX_STREAMS = 100;
  private static final Pattern OFFSET = Pattern.compile("[0-9]{1,18}");

  private AnyCablePosition() {}

  static String text(Map<String, StreamPosition> positions) {
    Map.Entry<String, StreamPosition> first = positions.entrySet().iterator().next();
    // A browser returns such a name unchanged in a header.
    boolean isPlain = first.getKey().chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (positions.size() == 1 && isPlain) {
      return text(first.getValue(), first.getKey());
    }
    return positions.entrySet().stream()
        .map(each -> text(each.getValue(), URLEncoder.encode(each.getKey(), UTF_8)))
        .collect(joining(",", "~", ""));
  }

  private static String text(StreamPosition position, String stream) {
    return position.offset() + "/" + position.epoch() + "/" + stream;
  }

  /** Reads a {@code Last-Event-ID}; empty for an id of another form. */
  static Map<String, StreamPosition> parse(String text) {
    boolean isOwnForm = text.startsWith("~");
    String[] parts =
        isOwnForm ? text.substring(1).split(",", MAX_STREAMS + 1) : new String[] {text};
    if (parts.length > MAX_STREAMS) {
      return Map.of();
    }
    Map<String, StreamPosition> positions = new LinkedHashMap<>();
    for (String part : parts) {
      String[] fields = part.split("/", 3);
      if (fields.length < 3 || !OFFSET.matcher(fields[0]).matches()) {
        return Map.of();
      }
      StreamPosition position = new StreamPosition(Long.parseLong(fields[0]), fields[1]);
      try {
        positions.put(isOwnForm ? URLDecoder.decode(fields[2], UTF_8) : fields[2], position);
      } catch (IllegalArgumentException e) {
        return Map.of();
      }
    }
    return positions;
  }
}
