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
@FunctionalInterface
public interface HistorySource {
  /** No history beyond this node: what the node does not hold is lost. */
  HistorySource NONE = query -> CompletableFuture.completedFuture(CatchUpResult.INCOMPLETE);

  /**
   * What a subscriber misses: all messages after the positions that it has read, or all messages of
   * one second and later ones.
   *
   * @param read one position per epoch; empty if the subscriber has read nothing
   * @param since in seconds since 1970; 0 for a query by positions
   * @param whole this node has lost nothing of the stream since then
   */
  record HistoryQuery(List<StreamPosition> read, long since, boolean whole) {

    public HistoryQuery(List<StreamPosition> read, long since) {
      this(read, since, false);
    }

    HistoryQuery withWhole(boolean isWhole) {
      return new HistoryQuery(read, since, isWhole);
    }
  }

  /** Oldest first. They may overlap with messages that are delivered while the query runs. */
  CompletionStage<CatchUpResult> read(HistoryQuery query);
}
