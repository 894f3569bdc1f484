package io.cablebridge.upstream.cable;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** So many connects a second, so many under way at once, first come first served. */
class ConnectPacerTest {
  private final FakeTime time = new FakeTime();
  private final List<Integer> begun = new ArrayList<>();

  @Test
  void withoutLimitsEverythingBeginsAtOnce() {
    request(pacer(0, 1000), 500);
    assertThat(begun).hasSize(500);
  }

  @Test
  void onlyATwentiethOfASecondsWorthBeginsAtOnce() {
    request(pacer(100, 1000), 500);
    assertThat(begun).hasSize(5);
  }

  @Test
  void aSecondBeginsASecondsWorth() {
    request(pacer(100, 1000), 500);
    time.advance(Duration.ofSeconds(1));
    assertThat(begun.size()).isBetween(100, 106);
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
    ConnectPacer pacer = pacer(100, 1000);
    time.advance(Duration.ofHours(1));
    request(pacer, 500);
    assertThat(begun).hasSize(5);
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
  void theEndOfOneLetsTheNextBegin() {
    ConnectPacer pacer = pacer(0, 3);
    request(pacer, 10);
    pacer.done();
    assertThat(begun).hasSize(4);
  }

  @Test
  void whatIsNotWantedAnyMoreTakesNobodysPlace() {
    ConnectPacer pacer = pacer(0, 1);
    for (int i = 0; i < 5; i++) {
      pacer.request(() -> false);
    }
    request(pacer, 1);
    assertThat(begun).hasSize(1);
  }

  @Test
  void whatIsNotWantedAnyMoreCostsNoTimeEither() {
    ConnectPacer pacer = pacer(20, 1000);
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
    ConnectPacer pacer = pacer(100, 1000);
    request(pacer, 500);
    pacer.close();
    time.advance(Duration.ofSeconds(10));
    assertThat(begun).hasSize(5);
  }

  private ConnectPacer pacer(int perSecond, int maxUnderWay) {
    return new ConnectPacer(perSecond, maxUnderWay, time);
  }

  private void request(ConnectPacer pacer, int count) {
    for (int i = 0; i < count; i++) {
      int number = i;
      pacer.request(() -> begun.add(number));
    }
  }
}
