package io.cablebridge.stream.redis;

import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.stream.CatchUpResult;
import io.cablebridge.stream.StreamMessage;
import java.util.List;

/**
 * What Redis knew of a stream's past at one moment: of what was published through bridges, that is.
 * Of a stream on which Rails itself has broadcast lately it proves nothing, and neither of one on
 * which nothing was published, which may be Rails' alone. Immutable.
 *
 * @param newest where the numbering of all nodes stands; offset 0 if nothing was published yet
 * @param lackingUpTo of this second and earlier ones something is not held, since 1970
 * @param mixed Rails has broadcast on it lately
 * @param entries all that are held, oldest first
 */
record RemoteHistory(
    StreamPosition newest, long lackingUpTo, boolean mixed, List<StreamMessage> entries) {

  /** The same, if Rails has broadcast on it and Redis did not know. */
  RemoteHistory ofMixedStream() {
    return new RemoteHistory(newest, lackingUpTo, true, entries);
  }

  /**
   * All that came later than these positions, each of another numbering. The one of the numbering
   * that stands tells; one of Rails' broadcasts alone tells nothing here.
   */
  CatchUpResult after(List<StreamPosition> positions) {
    for (StreamPosition position : positions) {
      if (newest.epoch().equals(position.epoch()) && provesSomething()) {
        return after(position.offset(), newest.offset());
      }
    }
    return CatchUpResult.INCOMPLETE;
  }

  private CatchUpResult after(long last, long newestOffset) {
    List<StreamMessage> missed =
        entries.stream().filter(message -> offset(message) > last).toList();
    // Numbers are given one by one: so many entries between the two are all there were.
    return last + missed.size() == newestOffset
        ? CatchUpResult.complete(missed)
        : CatchUpResult.INCOMPLETE;
  }

  /** All that is not older than this, in seconds since 1970. */
  CatchUpResult since(long seconds) {
    if (!provesSomething() || seconds <= lackingUpTo) {
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
