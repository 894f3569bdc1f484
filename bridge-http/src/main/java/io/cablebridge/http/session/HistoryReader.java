package io.cablebridge.http.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.StreamPosition;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code {"since":1700000000,"streams":{"chat":{"offset":7,"epoch":"Ab3x"}}}}. AnyCable's
 * client says {@code "since":false} for none. Stateless.
 */
public final class HistoryReader {
  private static final int MAX_STREAMS = 100;

  private HistoryReader() {}

  /** Null when it is none. */
  public static @Nullable HistoryRequest read(JsonNode history) {
    JsonNode since = history.path("since");
    JsonNode streams = history.path("streams");
    boolean wishes =
        history.isObject()
            && (since.isIntegralNumber() || absent(since))
            && (streams.isObject() || absent(streams))
            && streams.size() <= MAX_STREAMS;
    if (!wishes) {
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

  private static boolean absent(JsonNode node) {
    return node.isMissingNode() || node.isNull() || (node.isBoolean() && !node.asBoolean());
  }
}
