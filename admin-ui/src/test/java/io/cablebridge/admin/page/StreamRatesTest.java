package io.cablebridge.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.stream.StreamSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How fast a stream goes, between two looks at it. */
class StreamRatesTest {
  private final AtomicLong nanos = new AtomicLong(-77);
  private final Map<String, Long> carried = new HashMap<>();
  private final StreamRates pace = new StreamRates(this::streams, nanos::get);

  private List<StreamSnapshot> streams() {
    return carried.entrySet().stream()
        .map(each -> new StreamSnapshot(each.getKey(), 1, each.getValue(), 0, 0))
        .toList();
  }

  private StreamRatesTest after(long millis, long messages) {
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    carried.merge("chat", messages, Long::sum);
    return this;
  }

  private @Nullable Double rate() {
    StreamRates.StreamReading look = pace.get();
    return look.streams().stream()
        .filter(each -> each.name().equals("chat"))
        .findFirst()
        .map(look::perSecond)
        .orElse(null);
  }

  @Test
  void theFirstLookKnowsNoRate() {
    assertThat(after(0, 1_000).rate()).isNull();
  }

  @Test
  void theSecondLookKnowsIt() {
    after(0, 1_000).rate();
    assertThat(after(2_000, 25).rate()).isEqualTo(12.5);
  }

  @Test
  void twoSamplesAtOneTimeGiveNoRate() {
    after(0, 1_000).rate();
    assertThat(after(100, 1).rate()).isNull();
  }

  @Test
  void aRateIsThatOfTheLastSecondsAndNotOfAllTheTime() {
    after(0, 0).rate();
    for (int i = 0; i < 30; i++) {
      after(2_000, 200).rate();
    }
    for (int i = 0; i < 6; i++) {
      after(2_000, 2).rate();
    }
    assertThat(after(2_000, 2).rate()).isEqualTo(1.0);
  }

  @Test
  void aRateIsOfSeveralSeconds() {
    after(0, 0).rate();
    for (int i = 0; i < 10; i++) {
      after(2_000, 10).rate();
    }
    assertThat(after(2_000, 40).rate()).as("one burst").isBetween(7.0, 12.0);
  }

  @Test
  void aPauseDiscardsOldSamples() {
    after(0, 0).rate();
    after(2_000, 10).rate();
    assertThat(after(60_000, 6_000).rate()).isNull();
    assertThat(after(2_000, 4).rate()).isEqualTo(2.0);
  }

  @Test
  void aRestartedStreamHasNoRateYet() {
    after(0, 1_000).rate();
    carried.put("chat", 3L);
    assertThat(after(2_000, 0).rate()).isNull();
  }

  @Test
  void aStreamThatWasNotThereHasNoRateYet() {
    pace.get();
    assertThat(after(2_000, 5).rate()).isNull();
  }
}
