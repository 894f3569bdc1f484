package io.cablebridge.stream.redis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many questions be under way at once, the rest in their order: when Redis is back, every
 * stream asks for its past in the same moment. Thread-safe; its monitor guards its state.
 */
final class AsyncSemaphore {
  private final int most;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int underWay;
  private boolean pumping;

  AsyncSemaphore(int most) {
    this.most = most;
  }

  /** Asks when it is its turn, perhaps at once. */
  <T> CompletionStage<T> take(Supplier<CompletionStage<T>> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    synchronized (this) {
      waiting.add(() -> ask(question, answer));
    }
    pump();
    return answer;
  }

  private <T> void ask(Supplier<CompletionStage<T>> question, CompletableFuture<T> answer) {
    CompletionStage<T> asked =
        CompletableFuture.completedFuture(question).thenCompose(Supplier::get);
    asked.whenComplete(
        (result, failure) -> {
          if (failure == null) {
            answer.complete(result);
          } else {
            answer.completeExceptionally(failure);
          }
          synchronized (this) {
            underWay--;
          }
          pump();
        });
  }

  /** One thread at a time, in a loop: answers that are there at once must not pile up its stack. */
  private void pump() {
    Runnable question = next(true);
    while (question != null) {
      question.run();
      question = next(false);
    }
  }

  private synchronized @Nullable Runnable next(boolean first) {
    if (first && pumping) {
      return null;
    }
    pumping = underWay < most && !waiting.isEmpty();
    if (!pumping) {
      return null;
    }
    underWay++;
    return waiting.poll();
  }
}
