package io.cablebridge.stream;

import io.cablebridge.protocol.StreamPosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader is given before it reads on.
 *
 * @param missed oldest first; empty unless the outcome is {@link Outcome#COMPLETE}
 * @param start where the reader is before {@code missed}; null while that is not known
 */
public record Catchup(Outcome outcome, List<StreamMessage> missed, @Nullable StreamPosition start) {

  public Catchup {
    missed = List.copyOf(missed);
  }

  /** Something was, or may have been, lost. */
  public static Catchup incomplete(@Nullable StreamPosition start) {
    return new Catchup(Outcome.INCOMPLETE, List.of(), start);
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
