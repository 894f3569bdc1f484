package io.cablebridge.protocol;

import java.util.Map;

/**
 * The part of the history that a subscriber requests: {@code
 * {"since":1700000000,"streams":{"chat":{"offset":7, "epoch":"Ab3x"}}}}. A stream with a position
 * is resumed there, every other one at {@code since}. Immutable.
 *
 * @param since seconds since 1970; 0 for none
 */
public record HistoryRequest(Map<String, StreamPosition> streams, long since) {
  public HistoryRequest {
    streams = Map.copyOf(streams);
  }
}
