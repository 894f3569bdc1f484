package io.cablebridge.stream.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.stream.Catchup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Many readers who come back at once ask Redis few questions. */
final class RedisFallbackTest {
  private static final StreamPosition NEWEST = new StreamPosition(3, "shared");
  private static final Past PAST = new Past(NEWEST, 0, false, List.of());

  private final List<CompletableFuture<Past>> questions = new ArrayList<>();
  private final RedisFallback fallback = new RedisFallback(this::ask);

  private CompletionStage<Past> ask() {
    CompletableFuture<Past> question = new CompletableFuture<>();
    questions.add(question);
    return question;
  }

  private CompletableFuture<Catchup> resume() {
    return fallback.after(List.of(NEWEST)).toCompletableFuture();
  }

  @Test
  void whoComesWhileAQuestionIsUnderWaySharesTheNextOne() {
    CompletableFuture<Catchup> first = resume();
    List<CompletableFuture<Catchup>> others = new ArrayList<>();
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
    assertThat(others).allMatch(other -> other.join().equals(Catchup.complete(List.of())));
    assertThat(questions).hasSize(2);
  }

  @Test
  void afterwardsItIsAskedAnew() {
    CompletableFuture<Catchup> first = resume();
    questions.get(0).complete(PAST);
    CompletableFuture<Catchup> second = resume();
    assertThat(first).isCompleted();
    assertThat(second).isNotDone();
    assertThat(questions).hasSize(2);
  }

  @Test
  void withoutAnAnswerNothingIsProven() {
    CompletableFuture<Catchup> first = resume();
    CompletableFuture<Catchup> second = fallback.since(1).toCompletableFuture();
    questions.get(0).completeExceptionally(new IllegalStateException("away"));
    assertThat(first.join()).isEqualTo(Catchup.INCOMPLETE);

    questions.get(1).completeExceptionally(new IllegalStateException("away"));
    assertThat(second.join()).isEqualTo(Catchup.INCOMPLETE);
  }
}
