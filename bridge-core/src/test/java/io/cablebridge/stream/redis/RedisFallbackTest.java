package io.cablebridge.stream.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.stream.CatchUpResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Many readers who come back at once ask Redis few questions. */
final class RedisFallbackTest {
  private static final StreamPosition NEWEST = new StreamPosition(3, "shared");
  private static final RemoteHistory PAST = new RemoteHistory(NEWEST, 0, false, List.of());

  private final List<CompletableFuture<RemoteHistory>> questions = new ArrayList<>();
  private final RedisFallback fallback = new RedisFallback(this::ask);

  private CompletionStage<RemoteHistory> ask() {
    CompletableFuture<RemoteHistory> question = new CompletableFuture<>();
    questions.add(question);
    return question;
  }

  private CompletableFuture<CatchUpResult> resume() {
    return fallback.after(List.of(NEWEST)).toCompletableFuture();
  }

  @Test
  void whoComesWhileAQuestionIsUnderWaySharesTheNextOne() {
    CompletableFuture<CatchUpResult> first = resume();
    List<CompletableFuture<CatchUpResult>> others = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      others.add(resume());
    }
    assertThat(questions).hasSize(1);

    questions.get(0).complete(PAST);
    assertThat(first).isCompleted();
    // The first answer may be older than the others' wish.
    assertThat(others).noneMatch(CompletableFuture::isDone);
    assertThat(questions).hasSize(2);

    questions.get(1).complete(PAST);
    assertThat(others).allMatch(other -> other.join().equals(CatchUpResult.complete(List.of())));
    assertThat(questions).hasSize(2);
  }

  @Test
  void afterwardsItIsAskedAnew() {
    CompletableFuture<CatchUpResult> first = resume();
    questions.get(0).complete(PAST);
    CompletableFuture<CatchUpResult> second = resume();
    assertThat(first).isCompleted();
    assertThat(second).isNotDone();
    assertThat(questions).hasSize(2);
  }

  @Test
  void withoutAnAnswerNothingIsProven() {
    CompletableFuture<CatchUpResult> first = resume();
    CompletableFuture<CatchUpResult> second = fallback.since(1).toCompletableFuture();
    questions.get(0).completeExceptionally(new IllegalStateException("away"));
    assertThat(first.join()).isEqualTo(CatchUpResult.INCOMPLETE);

    questions.get(1).completeExceptionally(new IllegalStateException("away"));
    assertThat(second.join()).isEqualTo(CatchUpResult.INCOMPLETE);
  }
}
