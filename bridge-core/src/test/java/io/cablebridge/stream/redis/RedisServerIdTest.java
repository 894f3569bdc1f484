package io.cablebridge.stream.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The identity of one run of a Redis server. */
final class RedisServerIdTest {

  @Test
  void redisReportsItsIdAndItsStartByItsOwnClock() {
    String info =
        "# Server\r\nredis_version:7.0.15\r\nrun_id:b4340cde\r\n"
            + "server_time_usec:1700000100999999\r\nuptime_in_seconds:100\r\n";
    assertThat(RedisServerId.of(info, 5)).isEqualTo(new RedisServerId("b4340cde", 1_700_000_000L));
  }

  @Test
  void withoutAReportedTimeTheClockOfTheBridgeCounts() {
    assertThat(RedisServerId.of("run_id:b\r\nuptime_in_seconds:100\r\n", 1_700_000_100L))
        .isEqualTo(new RedisServerId("b", 1_700_000_000L));
  }

  @Test
  void aServerThatReportsNothingIsAlwaysTheSame() {
    assertThat(RedisServerId.of("", 1_700_000_100L)).isEqualTo(RedisServerId.UNKNOWN);
  }
}
