package io.cablebridge.http.anycable;

import io.cablebridge.protocol.Command;
import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.StreamPosition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request to {@code /events}; 0 nanoseconds: its token has no end. */
record AnyCableRequest(List<Command.Subscribe> subscribes, Format format, long expiresInNanos) {

  /**
   * The form in which the client receives messages.
   *
   * @param raw messages only: no welcome, no confirmation, and a comment in place of a ping
   * @param unwrapped the message alone (GET), without the object around it (POST)
   */
  record Format(boolean raw, boolean unwrapped) {}

  /** A new map of the client's position in each of several streams; null for a single stream. */
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
