package io.cablebridge.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.FakeTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LogLimiterTest {
  private final FakeTime time = new FakeTime();
  private final LogLimiter limiter = new LogLimiter(time);

  @Test
  void theFirstLinePassesAndTheOthersOfThatMinuteDoNot() {
    assertThat(limiter.pass()).hasValue(0);
    assertThat(limiter.pass()).isEmpty();
    time.advance(Duration.ofSeconds(59));
    assertThat(limiter.pass()).isEmpty();
  }

  @Test
  void theNextMinutesLineCountsThoseLeftOut() {
    limiter.pass();
    limiter.pass();
    limiter.pass();
    time.advance(Duration.ofMinutes(1));

    assertThat(limiter.pass()).hasValue(2);
  }
}
