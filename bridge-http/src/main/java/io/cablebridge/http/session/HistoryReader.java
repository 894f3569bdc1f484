package io.cablebridge.http.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.StreamPosition;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code {"since":1700000000,"streams":{"chat":{"offset":7,"epoch":"Ab3x"}}}}, which part of
 * a stream's history a client requests. AnyCable's client sends {@code "since":false} for no time.
 * Stateless.
 */
public final class HistoryReader {
  private static final int MAX_STREAMS = 100;

  private HistoryReader() {}

  /** Returns null for JSON of another shape. */
  public static @Nullable HistoryRequest read(JsonNode history) {
    JsonNode since = history.path("since");
    JsonNode streams = history.path("streams");
    boolean valid =
        history.isObject()
            && (since.isIntegralNumber() || isAbsent(since))
            && (streams.isObject() || isAbsent(streams))
            && streams.size() <= MAX_STREAMS;
    if (!valid) {
      return null;
    }
    Map<String, StreamPosition> positions = new HashMap<>();
    for (Map.Entry<String, JsonNode> stream : streams.properties()) {
      JsonNode offset = stream.getValue().path("offset");
      JsonNode epoch = stream.getValue().path("epoch");
      if (!offset.canConvertToLong() || !offset.isIntegralNumber() || !epoch.isTextual()) {
        return null;
      }
      positions.put(stream.getKey(), new StreamPosition(offset.asLong(), epoch.asText()));
    }
    return new HistoryRequest(positions, Math.max(0, since.asLong(0)));
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull() || (node.isBoolean() && !node.asBoolean());
  }
}
