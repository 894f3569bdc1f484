package io.cablebridge.stream.redis;

import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.stream.CatchUpResult;
import io.cablebridge.stream.StreamMessage;
import java.util.List;

/**
 * The history that Redis held of a stream at one moment: only messages published through bridges.
 * It proves nothing about a stream on which Rails itself has broadcast lately, nor about one
 * without publications, which may be used by Rails alone. Immutable.
 *
 * @param newest offset 0 if nothing was published yet
 * @param gapUntil some message of this second or an earlier one is not held, since 1970
 * @param removedUntil as {@code gapUntil}, without what an earlier run of Redis may have lost
 *     before this bridge started
 * @param bridgeStarted when this bridge started, since 1970
 * @param mixed Rails has broadcast on it lately
 * @param entries oldest first
 */
record RemoteHistory(
    StreamPosition newest,
    long gapUntil,
    long removedUntil,
    long bridgeStarted,
    boolean mixed,
    List<StreamMessage> entries) {

  /** The same history of a stream on which Rails has broadcast, although Redis has no mark yet. */
  RemoteHistory asMixed() {
    return new RemoteHistory(newest, gapUntil, removedUntil, bridgeStarted, true, entries);
  }

  /**
   * All messages after these positions, one per epoch. Only a position of Redis' own epoch proves
   * anything; one of this node's epoch, which numbers Rails' broadcasts, does not.
   */
  CatchUpResult after(List<StreamPosition> positions) {
    for (StreamPosition position : positions) {
      if (newest.epoch().equals(position.epoch()) && provesSomething()) {
        long last = position.offset();
        List<StreamMessage> missed =
            entries.stream().filter(message -> offset(message) > last).toList();
        // Offsets are consecutive: with as many entries as the difference, none is missing.
        return last + missed.size() == newest.offset()
            ? CatchUpResult.complete(missed)
            : CatchUpResult.INCOMPLETE;
      }
    }
    return CatchUpResult.INCOMPLETE;
  }

  /**
   * All messages of this second and later ones, since 1970. For a time before the start of the
   * bridge all that is held is enough, unless something was removed or lost since.
   *
   * @param whole this node has lost nothing of the stream since then
   */
  CatchUpResult since(long seconds, boolean whole) {
    boolean proven = provesSomething() && seconds > gapUntil;
    boolean enough = whole && seconds <= bridgeStarted && seconds > removedUntil;
    if (!proven && !enough) {
      return CatchUpResult.INCOMPLETE;
    }
    return CatchUpResult.complete(
        entries.stream().filter(message -> message.seconds() >= seconds).toList());
  }

  private boolean provesSomething() {
    return !mixed && newest.offset() > 0;
  }

  private static long offset(StreamMessage message) {
    StreamPosition position = message.position();
    return position == null ? 0 : position.offset();
  }
}
