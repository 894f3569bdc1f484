package io.cablebridge.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.admin.RunningConsole;
import io.cablebridge.admin.metrics.SessionStats;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The sessions are walked at most once a second. */
class CachedSupplierTest {
  private final AtomicInteger walks = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 500_000_000);
  private final CachedSupplier<SessionStats> census =
      new CachedSupplier<>(
          () -> {
            walks.incrementAndGet();
            return SessionStats.of(RunningConsole.engine(List.of()), List.of());
          },
          nanos::get);

  @Test
  void isKeptForASecond() {
    SessionStats first = census.get();
    nanos.addAndGet(1_000_000_000);
    assertThat(census.get()).isSameAs(first);
    assertThat(walks).hasValue(1);
  }

  @Test
  void isTakenAgainAfterwards() {
    census.get();
    nanos.addAndGet(1_000_000_001);
    census.get();
    assertThat(walks).hasValue(2);
  }
}
