package io.cablebridge.session.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CompactEventLogTest {
  private static final long SECOND = 1_000_000_000L;
  private final CompactEventLog chronicle = new CompactEventLog(16);

  @Test
  void whatWasNotedIsReadAgain() {
    chronicle.add(63, 90 * SECOND, 67_108_863);
    chronicle.add(0, 91 * SECOND + SECOND / 4, 0);
    assertThat(chronicle.all())
        .containsExactly(
            new CompactEventLog.Entry(0, 91 * SECOND + SECOND / 5, 0),
            new CompactEventLog.Entry(63, 90 * SECOND, 67_108_863));
  }

  @Test
  void theLastFewAreKeptNewestFirst() {
    IntStream.range(0, 100).forEach(i -> chronicle.add(1, i * SECOND, i));
    assertThat(chronicle.all())
        .extracting(CompactEventLog.Entry::amount)
        .containsExactlyElementsOf(IntStream.range(0, 16).mapToObj(i -> 99L - i).toList());
  }

  @Test
  void anAmountTooLargeIsCut() {
    chronicle.add(1, 0, Long.MAX_VALUE);
    chronicle.add(1, 0, -5);
    assertThat(chronicle.all())
        .extracting(CompactEventLog.Entry::amount)
        .containsExactly(0L, 67_108_863L);
  }

  @Test
  void theLastEntryOfAKindCountsUntilItsEnd() {
    chronicle.add(1, SECOND, 7);
    chronicle.add(2, SECOND, 1);
    assertThat(chronicle.countSince(1, 3)).isTrue();
    assertThat(chronicle.all())
        .containsExactly(
            new CompactEventLog.Entry(2, SECOND, 1), new CompactEventLog.Entry(1, SECOND, 8));
    chronicle.add(3, SECOND, 0);
    assertThat(chronicle.countSince(1, 3)).isFalse();
    assertThat(chronicle.countSince(4, 5)).isFalse();
  }

  @Test
  void aCountHasItsLargestValue() {
    chronicle.add(1, 0, Long.MAX_VALUE);
    assertThat(chronicle.countSince(1, 2)).isTrue();
    assertThat(chronicle.all().get(0).amount()).isEqualTo(67_108_863);
  }

  @Test
  void aSessionOfYearsHasItsAge() {
    long years = 10 * 365 * 24 * 3_600 * SECOND;
    chronicle.add(1, years, 1);
    assertThat(chronicle.all().get(0).ageNanos()).isEqualTo(years);
  }

  @Test
  void theLastKindIsKnown() {
    assertThat(chronicle.lastWas(0)).isFalse();
    chronicle.add(5, 0, 0);
    assertThat(chronicle.lastWas(5)).isTrue();
    assertThat(chronicle.lastWas(4)).isFalse();
  }
}
