package io.cablebridge.bounded;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.FakeTime;
import io.cablebridge.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits of starts per second and of operations in flight, in the order of the requests. */
class AsyncLimiterTest {
  private final FakeTime time = new FakeTime();
  private final List<Integer> begun = new ArrayList<>();
  private final List<CompletableFuture<Integer>> stages = new ArrayList<>();

  @Test
  void withoutLimitsEverythingStartsAtOnce() {
    request(limiter(0, 1000), 500);
    assertThat(begun).hasSize(500);
  }

  @Test
  void onlyOneAndTheCreditOfFiftyMillisecondsBeginAtOnce() {
    request(limiter(100, 1000), 500);
    assertThat(begun).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 50, 333, 2000})
  void everySecondStartsAsManyAsTheRate(int perSecond) {
    request(limiter(perSecond, 100_000), 6 * perSecond + 1);
    int atOnce = begun.size();
    for (int second = 1; second <= 5; second++) {
      time.advance(Duration.ofSeconds(1));
      assertThat(begun).hasSize(atOnce + second * perSecond);
    }
  }

  @Test
  void eachStartsAtItsOwnMoment() {
    request(limiter(20, 1000), 4);
    assertThat(begun).hasSize(2);
    time.advance(Duration.ofNanos(49_999_999));
    assertThat(begun).hasSize(2);
    time.advance(Duration.ofNanos(1));
    assertThat(begun).hasSize(3);
    time.advance(Duration.ofMillis(50));
    assertThat(begun).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 50, 333, 2000})
  void aLateTimerDoesNotLowerTheRate(int perSecond) {
    request(new AsyncLimiter(perSecond, 100_000, new LateTime(time)), 6 * perSecond + 1);
    int atOnce = begun.size();
    time.advance(Duration.ofSeconds(5).plus(LateTime.LATE));
    int inTime = atOnce + 5 * perSecond;
    assertThat(begun.size()).isBetween(inTime, inTime + perSecond / 50 + 1);
  }

  @Test
  void aChangedRateIsInForceAtOnce() {
    AsyncLimiter limiter = limiter(20, 1000);
    request(limiter, 200);
    limiter.changeRate(100);
    time.advance(Duration.ofMillis(50)); // the timer of the old rate
    int before = begun.size();
    time.advance(Duration.ofSeconds(1));
    assertThat(begun).hasSize(before + 100);
    limiter.changeRate(0);
    assertThat(begun).hasSize(200);
  }

  @Test
  void theCauseOfADelayIsCounted() {
    AsyncLimiter paced = limiter(20, 1000);
    request(paced, 22);
    assertThat(paced.waiting()).isEqualTo(20);
    assertThat(paced.delayedByRate()).as("all begin within a second").isZero();
    request(paced, 3);
    assertThat(List.of(paced.delayedByRate(), paced.delayedByOthers())).containsExactly(3L, 0L);
    AsyncLimiter narrow = limiter(0, 3);
    request(narrow, 8);
    assertThat(List.of(narrow.delayedByRate(), narrow.delayedByOthers())).containsExactly(0L, 5L);
    assertThat(narrow.inFlight()).isEqualTo(3);
  }

  @Test
  void everyRequestHasItsTurn() {
    request(limiter(100, 1000), 500);
    time.advance(Duration.ofSeconds(6));
    assertThat(begun).hasSize(500);
  }

  @Test
  void requestsStartInTheirOrder() {
    request(limiter(100, 1000), 50);
    time.advance(Duration.ofSeconds(1));
    assertThat(begun).isSorted().hasSize(50);
  }

  @Test
  void creditDoesNotAccumulateInAQuietHour() {
    AsyncLimiter limiter = limiter(100, 1000);
    time.advance(Duration.ofHours(1));
    request(limiter, 500);
    assertThat(begun).hasSize(6);
  }

  @Test
  void aLowRateStartsOneAtATime() {
    request(limiter(1, 1000), 5);
    assertThat(begun).hasSize(1);
    time.advance(Duration.ofMillis(1100));
    assertThat(begun).hasSize(2);
  }

  @Test
  void noMoreAreInFlightThanAllowed() {
    request(limiter(0, 3), 10);
    time.advance(Duration.ofMinutes(1));
    assertThat(begun).hasSize(3);
  }

  @Test
  void noTimerRunsWhileTheLimitInFlightIsReached() {
    request(limiter(100, 3), 10);
    assertThat(time.waiting()).isZero();
  }

  @Test
  void theEndOfOneStartsTheNext() {
    AsyncLimiter limiter = limiter(0, 3);
    request(limiter, 10);
    limiter.done();
    assertThat(begun).hasSize(4);
  }

  @Test
  void aRequestThatStartsNothingTakesNoPlace() {
    AsyncLimiter limiter = limiter(0, 1);
    for (int i = 0; i < 5; i++) {
      limiter.request(() -> false);
    }
    request(limiter, 1);
    assertThat(begun).hasSize(1);
  }

  @Test
  void aRequestThatStartsNothingCostsNoCredit() {
    AsyncLimiter limiter = limiter(20, 1000);
    for (int i = 0; i < 5; i++) {
      limiter.request(() -> false);
    }
    request(limiter, 1);
    assertThat(begun).hasSize(1);
  }

  @Test
  void noTimerRunsWhenNoRequestWaits() {
    request(limiter(100, 1000), 50);
    time.advance(Duration.ofSeconds(5));
    assertThat(time.waiting()).isZero();
  }

  @Test
  void aClosedLimiterStartsNothingMore() {
    AsyncLimiter limiter = limiter(100, 1000);
    request(limiter, 500);
    limiter.close();
    time.advance(Duration.ofSeconds(10));
    assertThat(begun).hasSize(6);
  }

  @Test
  void aStageThatFailsMakesRoom() {
    AsyncLimiter limiter = limiter(0, 2);
    CompletionStage<Integer> first = run(limiter);
    run(limiter);
    CompletionStage<Integer> third = run(limiter);
    assertThat(stages).hasSize(2);

    stages.get(0).completeExceptionally(new IllegalStateException("unavailable"));

    assertThat(first).isCompletedExceptionally();
    assertThat(stages).hasSize(3);
    stages.get(2).complete(3);
    assertThat(third).isCompletedWithValue(3);
  }

  @Test
  void whenAllStagesHaveEndedThereIsRoomAgain() {
    AsyncLimiter limiter = limiter(0, 2);
    for (int i = 0; i < 5; i++) {
      run(limiter);
    }
    for (int i = 0; i < 5; i++) {
      stages.get(i).complete(i);
    }
    run(limiter);
    run(limiter);
    run(limiter);
    assertThat(stages).hasSize(7);
  }

  @Test
  void thousandsThatEndAtOnceDoNotFillTheStack() {
    AsyncLimiter limiter = limiter(0, 2);
    CompletionStage<Integer> blocker = run(limiter);
    run(limiter);
    List<CompletableFuture<Integer>> many = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      many.add(limiter.run(() -> CompletableFuture.completedFuture(7)).toCompletableFuture());
    }
    stages.get(0).complete(1);
    assertThat(blocker).isCompleted();
    assertThat(many).allMatch(CompletableFuture::isDone);
  }

  /** Runs an operation whose end the test decides. */
  private CompletionStage<Integer> run(AsyncLimiter limiter) {
    return limiter.run(
        () -> {
          CompletableFuture<Integer> stage = new CompletableFuture<>();
          stages.add(stage);
          return stage;
        });
  }

  private AsyncLimiter limiter(int perSecond, int maxInFlight) {
    return new AsyncLimiter(perSecond, maxInFlight, time);
  }

  private void request(AsyncLimiter limiter, int count) {
    for (int i = 0; i < count; i++) {
      int number = i;
      limiter.request(() -> begun.add(number));
    }
  }

  /** Time whose timers are late, as on a busy machine. */
  private record LateTime(FakeTime time) implements Time {
    private static final Duration LATE = Duration.ofMillis(15);

    @Override
    public long nanos() {
      return time.nanos();
    }

    @Override
    public long wallNanos(long nanos) {
      return time.wallNanos(nanos);
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
      return time.after(delay.plus(LATE), task);
    }

    @Override
    public Cancellable every(Duration interval, Runnable task) {
      return time.every(interval, task);
    }
  }
}
