package io.cablebridge.stream.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

/** The names of channels and keys in Redis. */
final class RedisNamesTest {

  private static RedisNames names(String channelPrefix) {
    return new RedisNames(
        new RedisConfig(URI.create("redis://localhost"), channelPrefix, "cable-bridge"), "node1");
  }

  @Test
  void railsPutsAColonAfterThePrefix() {
    assertThat(names("app_production").railsChannel("chat:1")).isEqualTo("app_production:chat:1");
    assertThat(names("app_production").stream("app_production:chat:1")).isEqualTo("chat:1");
  }

  @Test
  void withoutAPrefixThereIsNoColon() {
    assertThat(names("").railsChannel("chat:1")).isEqualTo("chat:1");
    assertThat(names("").stream("chat:1")).isEqualTo("chat:1");
  }

  @Test
  void noStreamNamesAChannelOfTheBridges() {
    assertThat(names("").railsChannel("cable-bridge:publications")).isNull();
    assertThat(names("").railsChannel("cable-bridge:canary:node1")).isNull();
    assertThat(names("cable-bridge").railsChannel("publications")).isNull();
    assertThat(names("app").railsChannel("cable-bridge:publications")).isNotNull();
  }

  @Test
  void noStreamNamesRailsOwnInternalChannel() {
    assertThat(names("").railsChannel("_action_cable_internal")).isNull();
  }

  @Test
  void aPasswordIsNotPrinted() {
    RedisConfig config =
        new RedisConfig(URI.create("rediss://me:secret@redis.example:6380/2"), "", "k");
    assertThat(config).asString().contains("rediss://redis.example:6380").doesNotContain("secret");
    assertThat(config.address()).isEqualTo("rediss://redis.example:6380");
    assertThat(new RedisConfig(URI.create("redis://:p@my_redis"), "", "k").address())
        .isEqualTo("redis://my_redis");
  }
}
