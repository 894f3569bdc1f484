package io.cablebridge.stream;

import io.cablebridge.protocol.StreamPosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber is given of a stream's history before its first live message.
 *
 * @param missed oldest first; empty unless the outcome is {@link Outcome#COMPLETE}
 * @param start the subscriber's position, if {@code missed} is empty and the position is known
 */
public record CatchUpResult(
    Outcome outcome, List<StreamMessage> missed, @Nullable StreamPosition start) {

  public static final CatchUpResult NONE = new CatchUpResult(Outcome.NOT_ASKED, List.of(), null);

  /** Some of the requested history is, or may be, lost. */
  public static final CatchUpResult INCOMPLETE =
      new CatchUpResult(Outcome.INCOMPLETE, List.of(), null);

  public CatchUpResult {
    missed = List.copyOf(missed);
  }

  public static CatchUpResult complete(List<StreamMessage> missed) {
    return new CatchUpResult(Outcome.COMPLETE, missed, null);
  }

  /** This result for a subscriber at this position; unchanged if it missed messages. */
  public CatchUpResult at(StreamPosition end) {
    return missed.isEmpty() ? new CatchUpResult(outcome, missed, end) : this;
  }

  public enum Outcome {
    NOT_ASKED,
    /** Every missed message follows; clients are sent {@code confirm_history}. */
    COMPLETE,
    /** There is, or may be, a gap; clients are sent {@code reject_history}. */
    INCOMPLETE
  }
}
