package io.cablebridge.stream.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.stream.CatchUpResult;
import io.cablebridge.stream.catchup.HistorySource.HistoryQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Many subscribers that return at once cost Redis few queries. */
final class RedisHistorySourceTest {
  private static final StreamPosition NEWEST = new StreamPosition(3, "shared");
  private static final RemoteHistory PAST = new RemoteHistory(NEWEST, 0, 0, 0, false, List.of());

  private final List<CompletableFuture<RemoteHistory>> queries = new ArrayList<>();
  private final RedisHistorySource source = new RedisHistorySource(this::ask);

  private CompletionStage<RemoteHistory> ask() {
    CompletableFuture<RemoteHistory> query = new CompletableFuture<>();
    queries.add(query);
    return query;
  }

  private CompletableFuture<CatchUpResult> resume() {
    return source.read(new HistoryQuery(List.of(NEWEST), 0)).toCompletableFuture();
  }

  @Test
  void requestsDuringAQueryShareTheNextOne() {
    CompletableFuture<CatchUpResult> first = resume();
    List<CompletableFuture<CatchUpResult>> others = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      others.add(resume());
    }
    assertThat(queries).hasSize(1);

    queries.get(0).complete(PAST);
    assertThat(first).isCompleted();
    // The first answer may be older than the requests of the others.
    assertThat(others).noneMatch(CompletableFuture::isDone);
    assertThat(queries).hasSize(2);

    queries.get(1).complete(PAST);
    assertThat(others).allMatch(other -> other.join().equals(CatchUpResult.complete(List.of())));
    assertThat(queries).hasSize(2);
  }

  @Test
  void aLaterRequestSendsANewQuery() {
    CompletableFuture<CatchUpResult> first = resume();
    queries.get(0).complete(PAST);
    CompletableFuture<CatchUpResult> second = resume();
    assertThat(first).isCompleted();
    assertThat(second).isNotDone();
    assertThat(queries).hasSize(2);
  }

  @Test
  void withoutAnAnswerNothingIsProved() {
    CompletableFuture<CatchUpResult> first = resume();
    CompletableFuture<CatchUpResult> second =
        source.read(new HistoryQuery(List.of(), 1)).toCompletableFuture();
    queries.get(0).completeExceptionally(new IllegalStateException("away"));
    assertThat(first.join()).isEqualTo(CatchUpResult.INCOMPLETE);

    queries.get(1).completeExceptionally(new IllegalStateException("away"));
    assertThat(second.join()).isEqualTo(CatchUpResult.INCOMPLETE);
  }
}
