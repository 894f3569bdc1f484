package io.cablebridge.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.http.exchange.UnfinishedRequests.Share;
import io.cablebridge.time.SystemTime;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What unfinished requests may take of the heap and of time. */
class UnfinishedRequestsTest {
  private final SystemTime time = new SystemTime();
  private final RequestCounters counters = new RequestCounters();
  private final UnfinishedRequests unfinished =
      new UnfinishedRequests(new HeapBudget(10_000), () -> Duration.ofSeconds(30), counters, time);

  @AfterEach
  void stop() {
    time.close();
  }

  private long held() {
    return unfinished.asLimit().used().getAsLong();
  }

  @Test
  void allSharesCountAgainstOneBudget() {
    Share first = unfinished.newShare();
    Share second = unfinished.newShare();
    first.set(6000);
    second.set(4000);
    assertThat(unfinished.refuses(2049)).isFalse();
    second.set(4001);
    assertThat(unfinished.refuses(2049)).isTrue();
    assertThat(unfinished.refuses(2048)).isFalse();
    assertThat(unfinished.asLimit().hits().getAsLong()).isEqualTo(1);
    first.release();
    assertThat(unfinished.refuses(2049)).isFalse();
    assertThat(held()).isEqualTo(4001);
  }

  @Test
  void aReleasedShareCountsNoMore() {
    Share share = unfinished.newShare();
    share.set(6000);
    share.release();
    share.release();
    share.set(7000);
    assertThat(held()).isZero();
  }

  @Test
  void aBodyHasADeadlineAndALeastRate() {
    assertThat(unfinished.isTooSlow(ago(9), 0)).isFalse();
    assertThat(unfinished.isTooSlow(ago(12), 256 * 13)).isFalse();
    assertThat(unfinished.isTooSlow(ago(29), 1 << 20)).isFalse();
    assertThat(counters.faults().get("too_slow").longValue()).isZero();
    assertThat(unfinished.isTooSlow(ago(12), 256 * 11)).isTrue();
    assertThat(unfinished.isTooSlow(ago(31), 1 << 20)).isTrue();
    assertThat(counters.faults().get("too_slow").longValue()).isEqualTo(2);
  }

  private long ago(int seconds) {
    return time.nanos() - Duration.ofSeconds(seconds).toNanos();
  }
}
