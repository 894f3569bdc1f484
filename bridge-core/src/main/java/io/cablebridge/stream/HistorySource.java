package io.cablebridge.stream;

import io.cablebridge.protocol.StreamPosition;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Where the past of a stream is looked for that this node does not hold. Asked from the stream's
 * tasks, so it must not block; what it answers with must come in the end, or its readers wait for
 * ever. A failure counts as {@link CatchUpResult#INCOMPLETE}.
 */
public interface HistorySource {

  /** Nowhere: what is not held here is lost. */
  HistorySource NONE =
      new HistorySource() {
        @Override
        public CompletionStage<CatchUpResult> after(List<StreamPosition> positions) {
          return CompletableFuture.completedFuture(CatchUpResult.INCOMPLETE);
        }

        @Override
        public CompletionStage<CatchUpResult> since(long seconds) {
          return CompletableFuture.completedFuture(CatchUpResult.INCOMPLETE);
        }
      };

  /**
   * All that came later than these, oldest first; it may overlap with what is delivered meanwhile.
   *
   * @param positions each of another numbering; none when nothing was ever read
   */
  CompletionStage<CatchUpResult> after(List<StreamPosition> positions);

  /** All that is not older than this, in seconds since 1970. */
  CompletionStage<CatchUpResult> since(long seconds);
}
