package io.cablebridge.stream.redis;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.stream.CatchUpResult;
import io.cablebridge.stream.catchup.HistorySource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The history of one stream in Redis. When thousands of subscribers return at once, they share the
 * answers: one query is in flight, and one more follows for all that came after it was sent.
 * Created with its stream; thread-safe.
 */
final class RedisHistorySource implements HistorySource {
  private static final Logger log = LoggerFactory.getLogger(RedisHistorySource.class);

  private final Supplier<CompletionStage<RemoteHistory>> query;

  @GuardedBy("this")
  private @Nullable CompletableFuture<RemoteHistory> inFlight;

  @GuardedBy("this")
  private @Nullable CompletableFuture<RemoteHistory> next;

  RedisHistorySource(Supplier<CompletionStage<RemoteHistory>> query) {
    this.query = query;
  }

  /** When Redis became unavailable, which is logged elsewhere, what it holds is unknown. */
  @Override
  public CompletionStage<CatchUpResult> read(HistoryQuery query) {
    return read()
        .thenApply(
            history ->
                query.since() > 0
                    ? history.since(query.since(), query.whole())
                    : history.after(query.read()))
        .exceptionally(
            failure -> {
              log.debug("The history of a stream was not read", failure);
              return CatchUpResult.INCOMPLETE;
            });
  }

  /** The history as Redis holds it now, or a little later. */
  CompletionStage<RemoteHistory> read() {
    CompletableFuture<RemoteHistory> answer = new CompletableFuture<>();
    synchronized (this) {
      if (inFlight != null) {
        if (next == null) {
          next = answer;
        }
        return next;
      }
      inFlight = answer;
    }
    send(answer);
    return answer;
  }

  private void send(CompletableFuture<RemoteHistory> answer) {
    query.get().whenComplete((history, failure) -> complete(answer, history, failure));
  }

  private void complete(
      CompletableFuture<RemoteHistory> answer, RemoteHistory history, @Nullable Throwable failure) {
    CompletableFuture<RemoteHistory> following;
    synchronized (this) {
      following = next;
      inFlight = following;
      next = null;
    }
    if (failure == null) {
      answer.complete(history);
    } else {
      answer.completeExceptionally(failure);
    }
    if (following != null) {
      send(following);
    }
  }
}
