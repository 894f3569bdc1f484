package io.cablebridge.stream.redis;

import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.stream.CatchUpResult;
import io.cablebridge.stream.HistorySource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The past of one stream, looked for in Redis. Thousands of readers that come back at once share
 * the answers: one question is under way, and one waits for those who came after it was asked.
 * Thread-safe; its monitor guards its state.
 */
final class RedisFallback implements HistorySource {
  private static final Logger log = LoggerFactory.getLogger(RedisFallback.class);

  private final Supplier<CompletionStage<RemoteHistory>> question;
  private @Nullable CompletableFuture<RemoteHistory> underWay;
  private @Nullable CompletableFuture<RemoteHistory> next;

  RedisFallback(Supplier<CompletionStage<RemoteHistory>> question) {
    this.question = question;
  }

  @Override
  public CompletionStage<CatchUpResult> after(List<StreamPosition> positions) {
    return read().thenApply(past -> past.after(positions)).exceptionally(RedisFallback::unread);
  }

  @Override
  public CompletionStage<CatchUpResult> since(long seconds) {
    return read().thenApply(past -> past.since(seconds)).exceptionally(RedisFallback::unread);
  }

  /** Redis is away again, which has been told; what it would have said nobody knows. */
  private static CatchUpResult unread(Throwable failure) {
    log.debug("The past of a stream was not read", failure);
    return CatchUpResult.INCOMPLETE;
  }

  /** What Redis knows now, or a little later. */
  CompletionStage<RemoteHistory> read() {
    CompletableFuture<RemoteHistory> answer = new CompletableFuture<>();
    synchronized (this) {
      if (underWay != null) {
        if (next == null) {
          next = answer;
        }
        return next;
      }
      underWay = answer;
    }
    ask(answer);
    return answer;
  }

  private void ask(CompletableFuture<RemoteHistory> answer) {
    question.get().whenComplete((past, failure) -> answered(answer, past, failure));
  }

  private void answered(
      CompletableFuture<RemoteHistory> answer,
      @Nullable RemoteHistory past,
      @Nullable Throwable failure) {
    CompletableFuture<RemoteHistory> following;
    synchronized (this) {
      following = next;
      underWay = following;
      next = null;
    }
    if (past != null) {
      answer.complete(past);
    } else {
      answer.completeExceptionally(
          failure == null ? new IllegalStateException("no answer") : failure);
    }
    if (following != null) {
      ask(following);
    }
  }
}
