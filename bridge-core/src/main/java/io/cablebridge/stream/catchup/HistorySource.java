package io.cablebridge.stream.catchup;

import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.stream.CatchUpResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The history of a stream beyond what this node holds. Called in tasks of the stream's queue, so it
 * must not block. Every query must complete in the end, or its subscribers wait for ever; a failure
 * counts as {@link CatchUpResult#INCOMPLETE}.
 */
public interface HistorySource {

  /** No history beyond this node: what the node does not hold is lost. */
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
   * All messages after these positions, oldest first. They may overlap with messages that are
   * delivered while the query runs.
   *
   * @param positions one per epoch; empty if the subscriber has read nothing
   */
  CompletionStage<CatchUpResult> after(List<StreamPosition> positions);

  /** All messages of this second and later ones, since 1970. */
  CompletionStage<CatchUpResult> since(long seconds);
}
