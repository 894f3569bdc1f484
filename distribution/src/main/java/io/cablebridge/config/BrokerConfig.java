package io.cablebridge.config;

import java.net.URI;

/**
 * Who carries the streams; the keys {@code streams.broker} and under {@code streams.redis.}
 *
 * @param kind default {@link Kind#MEMORY}
 * @param redisUrl {@code redis://} or {@code rediss://}, with a password where it needs one;
 *     default {@code redis://127.0.0.1:6379}
 * @param channelPrefix the {@code channel_prefix} of Rails' {@code cable.yml}; default none
 * @param keyPrefix what the bridge's own keys in Redis begin with; default {@code cable-bridge}
 */
public record BrokerConfig(Kind kind, URI redisUrl, String channelPrefix, String keyPrefix) {

  /** Who may carry them. */
  public enum Kind {
    /** This process, for its own readers alone. */
    MEMORY,
    /** The Redis through which Rails itself broadcasts. */
    REDIS
  }

  /** The values that hold when nothing is configured. */
  public static BrokerConfig defaults() {
    return new BrokerConfig(Kind.MEMORY, URI.create("redis://127.0.0.1:6379"), "", "cable-bridge");
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "BrokerConfig[kind=%s, redisUrl=%s, channelPrefix=%s, keyPrefix=%s]"
        .formatted(kind, RedisUrlType.masked(redisUrl), channelPrefix, keyPrefix);
  }
}
