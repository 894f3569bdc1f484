package io.cablebridge.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The derived wall clock shows what the real one shows, and follows it when it jumps. */
class WallClockTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;

  private long nanos = Long.MAX_VALUE - SECOND;
  private long wall = 1_795_348_861L * SECOND;
  private long pause;
  private int readings;
  private final WallClock clock = new WallClock(this::monotonic, this::wall);

  private long monotonic() {
    return nanos;
  }

  private long wall() {
    readings++;
    long shown = wall;
    pass(pause);
    return shown;
  }

  private void pass(long time) {
    nanos += time;
    wall += time;
  }

  @Test
  void showsTheWallClockAlsoWhereTheOtherOverflows() {
    for (int i = 0; i < 40; i++) {
      assertThat(clock.at(nanos)).isEqualTo(wall);
      pass(SECOND / 10);
    }
  }

  @Test
  void readsTheWallClockOnceASecondAtMost() {
    int before = readings;
    for (int i = 0; i < 1_000; i++) {
      pass(10 * MILLI);
      clock.at(nanos);
    }
    assertThat(readings - before).isBetween(9, 10);
  }

  @Test
  void followsAJumpWithinASecond() {
    wall -= 3_600 * SECOND;
    pass(SECOND + 1);
    assertThat(clock.at(nanos)).isEqualTo(wall);
  }

  @Test
  void aThreadThatIsInterruptedBetweenTwoReadingsSeesNoJump() {
    pause = 50 * MILLI;
    pass(SECOND + 1);
    long asked = nanos;
    long expected = wall;
    assertThat(clock.at(asked)).isEqualTo(expected);
    assertThat(clock.at(nanos)).isEqualTo(wall);
  }

  @Test
  void aStepBelowAMillisecondIsNotFollowedUntilItAddsUp() {
    for (int i = 0; i < 4; i++) {
      wall += 400_000;
      pass(SECOND + 1);
      assertThat(Math.abs(clock.at(nanos) - wall)).isLessThanOrEqualTo(MILLI);
    }
  }
}
