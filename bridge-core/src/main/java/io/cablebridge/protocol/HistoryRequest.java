package io.cablebridge.protocol;

import java.util.Map;

/**
 * What of the past a subscriber wants: {@code {"since":1700000000,"streams":{"chat":{"offset":7,
 * "epoch":"Ab3x"}}}}. A stream that has a position is resumed there; any other one at {@code
 * since}. Immutable.
 *
 * @param since seconds since 1970; 0 for no wish
 */
public record HistoryRequest(Map<String, StreamPosition> streams, long since) {
  public HistoryRequest {
    streams = Map.copyOf(streams);
  }
}
