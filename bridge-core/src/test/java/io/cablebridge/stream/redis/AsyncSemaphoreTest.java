package io.cablebridge.stream.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** So many questions at once, and no more. */
final class AsyncSemaphoreTest {
  private final AsyncSemaphore turns = new AsyncSemaphore(2);
  private final List<CompletableFuture<Integer>> asked = new ArrayList<>();

  @CanIgnoreReturnValue
  private CompletableFuture<Integer> take() {
    return turns.take(this::ask).toCompletableFuture();
  }

  private CompletionStage<Integer> ask() {
    CompletableFuture<Integer> question = new CompletableFuture<>();
    asked.add(question);
    return question;
  }

  @Test
  void theThirdWaitsUntilOneOfTwoIsAnswered() {
    CompletableFuture<Integer> first = take();
    take();
    CompletableFuture<Integer> third = take();
    assertThat(asked).hasSize(2);

    asked.get(0).complete(1);
    assertThat(first).isCompletedWithValue(1);
    assertThat(asked).hasSize(3);
    asked.get(2).complete(3);
    assertThat(third).isCompletedWithValue(3);
  }

  @Test
  void aFailureMakesRoomToo() {
    CompletableFuture<Integer> first = take();
    take();
    take();
    asked.get(0).completeExceptionally(new IllegalStateException("away"));
    assertThat(first).isCompletedExceptionally();
    assertThat(asked).hasSize(3);
  }

  @Test
  void whenAllAreAnsweredThereIsRoomAgain() {
    for (int i = 0; i < 5; i++) {
      take();
    }
    for (int i = 0; i < 5; i++) {
      asked.get(i).complete(i);
    }
    take();
    take();
    take();
    assertThat(asked).hasSize(7);
  }

  @Test
  void thousandsThatAreAnsweredAtOnceDoNotFillTheStack() {
    CompletableFuture<Integer> blocker = take();
    take();
    List<CompletableFuture<Integer>> many = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      many.add(turns.take(() -> CompletableFuture.completedFuture(7)).toCompletableFuture());
    }
    asked.get(0).complete(1);
    assertThat(blocker).isCompleted();
    assertThat(many).allMatch(CompletableFuture::isDone);
  }
}
