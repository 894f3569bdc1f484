package io.cablebridge.stream;

import io.cablebridge.protocol.StreamPosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader is given before it reads on.
 *
 * @param missed oldest first; empty unless the outcome is {@link Outcome#COMPLETE}
 * @param start where the reader is, if {@code missed} is empty and that is known
 */
public record CatchUpResult(
    Outcome outcome, List<StreamMessage> missed, @Nullable StreamPosition start) {

  /** Nothing of the past was asked for. */
  public static final CatchUpResult NONE = new CatchUpResult(Outcome.NOT_ASKED, List.of());

  /** Something was, or may have been, lost. */
  public static final CatchUpResult INCOMPLETE = new CatchUpResult(Outcome.INCOMPLETE, List.of());

  public CatchUpResult {
    missed = List.copyOf(missed);
  }

  public CatchUpResult(Outcome outcome, List<StreamMessage> missed) {
    this(outcome, missed, null);
  }

  /** The same for a reader who is here, if he has missed nothing. */
  CatchUpResult at(@Nullable StreamPosition end) {
    return missed.isEmpty() ? new CatchUpResult(outcome, missed, end) : this;
  }

  /** Everything that was asked for. */
  public static CatchUpResult complete(List<StreamMessage> missed) {
    return new CatchUpResult(Outcome.COMPLETE, missed);
  }

  /** How a wish for the past went. */
  public enum Outcome {
    NOT_ASKED,
    /** All that was missed follows; told to clients as {@code confirm_history}. */
    COMPLETE,
    /** There is, or may be, a hole; told to clients as {@code reject_history}. */
    INCOMPLETE
  }
}
