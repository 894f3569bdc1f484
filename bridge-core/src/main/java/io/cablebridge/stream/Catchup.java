package io.cablebridge.stream;

import java.util.List;

/**
 * What a reader is given before it reads on.
 *
 * @param missed oldest first; empty unless the outcome is {@link Outcome#COMPLETE}
 */
public record Catchup(Outcome outcome, List<StreamMessage> missed) {

  /** Nothing of the past was asked for. */
  public static final Catchup NONE = new Catchup(Outcome.NOT_ASKED, List.of());

  /** Something was, or may have been, lost. */
  public static final Catchup INCOMPLETE = new Catchup(Outcome.INCOMPLETE, List.of());

  public Catchup {
    missed = List.copyOf(missed);
  }

  /** Everything that was asked for. */
  public static Catchup complete(List<StreamMessage> missed) {
    return new Catchup(Outcome.COMPLETE, missed);
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
