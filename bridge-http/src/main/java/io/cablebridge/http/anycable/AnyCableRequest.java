package io.cablebridge.http.anycable;

import io.cablebridge.protocol.Command;
import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.StreamPosition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request to {@code /events} asks for.
 *
 * @param expiresInNanos how long the token that came with it is good for; 0 for no end
 */
record AnyCableRequest(
    List<Command.Subscribe> subscribes, AnyCableFormat form, long expiresInNanos) {
  AnyCableRequest {
    subscribes = List.copyOf(subscribes);
  }

  /** Where the client says it is in each of several streams; null for one stream alone. */
  @Nullable Map<String, StreamPosition> positions() {
    if (subscribes.size() < 2) {
      return null;
    }
    Map<String, StreamPosition> positions = new LinkedHashMap<>();
    for (Command.Subscribe subscribe : subscribes) {
      HistoryRequest history = subscribe.history();
      if (history != null) {
        positions.putAll(history.streams());
      }
    }
    return positions;
  }
}
