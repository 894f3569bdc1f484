package io.cablebridge.upstream.cable;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.FakeTime;
import io.cablebridge.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** So many connects a second, so many under way at once, first come first served. */
class ConnectThrottleTest {
  private final FakeTime time = new FakeTime();
  private final List<Integer> begun = new ArrayList<>();

  @Test
  void withoutLimitsEverythingBeginsAtOnce() {
    request(pacer(0, 1000), 500);
    assertThat(begun).hasSize(500);
  }

  @Test
  void onlyOneAndATwentiethOfASecondsWorthBeginAtOnce() {
    request(pacer(100, 1000), 500);
    assertThat(begun).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 50, 333, 2000})
  void everySecondBeginsASecondsWorth(int perSecond) {
    request(pacer(perSecond, 100_000), 6 * perSecond + 1);
    int atOnce = begun.size();
    for (int second = 1; second <= 5; second++) {
      time.advance(Duration.ofSeconds(1));
      assertThat(begun).hasSize(atOnce + second * perSecond);
    }
  }

  @Test
  void eachBeginsAtItsOwnMoment() {
    request(pacer(20, 1000), 4);
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
  void aTimerThatComesLateSlowsNothingDown(int perSecond) {
    request(new ConnectThrottle(perSecond, 100_000, new LateTime(time)), 6 * perSecond + 1);
    int atOnce = begun.size();
    time.advance(Duration.ofSeconds(5).plus(LateTime.LATE));
    int inTime = atOnce + 5 * perSecond;
    assertThat(begun.size()).isBetween(inTime, inTime + perSecond / 50 + 1);
  }

  @Test
  void anotherPaceHoldsFromThenOn() {
    ConnectThrottle pacer = pacer(20, 1000);
    request(pacer, 200);
    pacer.pace(100);
    time.advance(Duration.ofMillis(50)); // the timer of the old pace
    int before = begun.size();
    time.advance(Duration.ofSeconds(1));
    assertThat(begun).hasSize(before + 100);
    pacer.pace(0);
    assertThat(begun).hasSize(200);
  }

  @Test
  void whatDelaysAConnectIsCounted() {
    ConnectThrottle paced = pacer(20, 1000);
    request(paced, 4);
    assertThat(List.of(paced.delayedByPace(), paced.delayedByOthers())).containsExactly(2L, 0L);
    ConnectThrottle narrow = pacer(0, 3);
    request(narrow, 8);
    assertThat(List.of(narrow.delayedByPace(), narrow.delayedByOthers())).containsExactly(0L, 5L);
    assertThat(narrow.underWay()).isEqualTo(3);
  }

  @Test
  void everybodyHasHisTurn() {
    request(pacer(100, 1000), 500);
    time.advance(Duration.ofSeconds(6));
    assertThat(begun).hasSize(500);
  }

  @Test
  void whoCameFirstIsServedFirst() {
    request(pacer(100, 1000), 50);
    time.advance(Duration.ofSeconds(1));
    assertThat(begun).isSorted().hasSize(50);
  }

  @Test
  void aQuietHourSavesNothingUp() {
    ConnectThrottle pacer = pacer(100, 1000);
    time.advance(Duration.ofHours(1));
    request(pacer, 500);
    assertThat(begun).hasSize(6);
  }

  @Test
  void aSlowPaceBeginsOneAtATime() {
    request(pacer(1, 1000), 5);
    assertThat(begun).hasSize(1);
    time.advance(Duration.ofMillis(1100));
    assertThat(begun).hasSize(2);
  }

  @Test
  void noMoreAreUnderWayThanAllowed() {
    request(pacer(0, 3), 10);
    time.advance(Duration.ofMinutes(1));
    assertThat(begun).hasSize(3);
  }

  @Test
  void nothingIsTimedWhileOnlyAnEndCanHelp() {
    request(pacer(100, 3), 10);
    assertThat(time.waiting()).isZero();
  }

  @Test
  void theEndOfOneLetsTheNextBegin() {
    ConnectThrottle pacer = pacer(0, 3);
    request(pacer, 10);
    pacer.done();
    assertThat(begun).hasSize(4);
  }

  @Test
  void whatIsNotWantedAnyMoreTakesNobodysPlace() {
    ConnectThrottle pacer = pacer(0, 1);
    for (int i = 0; i < 5; i++) {
      pacer.request(() -> false);
    }
    request(pacer, 1);
    assertThat(begun).hasSize(1);
  }

  @Test
  void whatIsNotWantedAnyMoreCostsNoTimeEither() {
    ConnectThrottle pacer = pacer(20, 1000);
    for (int i = 0; i < 5; i++) {
      pacer.request(() -> false);
    }
    request(pacer, 1);
    assertThat(begun).hasSize(1);
  }

  @Test
  void nothingWaitsForItsTimeWhenNobodyWaits() {
    request(pacer(100, 1000), 50);
    time.advance(Duration.ofSeconds(5));
    assertThat(time.waiting()).isZero();
  }

  @Test
  void aClosedPacerForgetsWhoWaits() {
    ConnectThrottle pacer = pacer(100, 1000);
    request(pacer, 500);
    pacer.close();
    time.advance(Duration.ofSeconds(10));
    assertThat(begun).hasSize(6);
  }

  private ConnectThrottle pacer(int perSecond, int maxUnderWay) {
    return new ConnectThrottle(perSecond, maxUnderWay, time);
  }

  private void request(ConnectThrottle pacer, int count) {
    for (int i = 0; i < count; i++) {
      int number = i;
      pacer.request(() -> begun.add(number));
    }
  }

  /** Time whose timers come late, as those of a busy machine do. */
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
