package io.cablebridge.stream.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which start of which Redis it is. */
final class RedisServerIdTest {

  @Test
  void redisSaysWhoItIsAndSinceWhenByItsOwnClock() {
    String info =
        "# Server\r\nredis_version:7.0.15\r\nrun_id:b4340cde\r\n"
            + "server_time_usec:1700000100999999\r\nuptime_in_seconds:100\r\n";
    assertThat(RedisServerId.of(info, 5)).isEqualTo(new RedisServerId("b4340cde", 1_700_000_000L));
  }

  @Test
  void withoutItsClockOursMustDo() {
    assertThat(RedisServerId.of("run_id:b\r\nuptime_in_seconds:100\r\n", 1_700_000_100L))
        .isEqualTo(new RedisServerId("b", 1_700_000_000L));
  }

  @Test
  void oneThatSaysNothingIsTheSameForEver() {
    assertThat(RedisServerId.of("", 1_700_000_100L)).isEqualTo(RedisServerId.UNKNOWN);
  }
}
