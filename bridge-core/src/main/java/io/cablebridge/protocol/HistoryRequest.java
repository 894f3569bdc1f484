package io.cablebridge.protocol;

import java.util.Map;

/**
 * The part of the history that a subscriber requests: {@code
 * {"since":1700000000,"streams":{"chat":{"offset":7, "epoch":"Ab3x"}}}}. A stream with a position
 * is resumed there, every other one at {@code since}. Immutable.
 *
 * @param since seconds since 1970; 0 for none, and negative in {@link #UNKNOWN}
 */
public record HistoryRequest(Map<String, StreamPosition> streams, long since) {
  /** From a position that is unknown: it is reported as lost, and the reader begins now. */
  public static final HistoryRequest UNKNOWN = new HistoryRequest(Map.of(), -1);

  public HistoryRequest {
    streams = Map.copyOf(streams);
  }
}
