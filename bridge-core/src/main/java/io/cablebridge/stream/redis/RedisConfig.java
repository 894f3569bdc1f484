package io.cablebridge.stream.redis;

import java.net.URI;
import java.time.Duration;

/**
 * Which Redis it is and what is whose in it; the keys under {@code streams.redis.}
 *
 * @param url {@code redis} or {@code rediss}, with user, password and database where they are
 *     needed; default {@code redis://127.0.0.1:6379/1}
 * @param channelPrefix {@code channel_prefix} of Rails' {@code config/cable.yml}; default empty,
 *     which stands for no prefix
 * @param keyPrefix what the bridges' own keys and channels begin with, the same on every bridge;
 *     default {@code cable-bridge}, not empty
 * @param timeout how long a connection, or the answer to a command, may take; default 2 s, 100 ms
 *     to 5 s
 */
public record RedisConfig(URI url, String channelPrefix, String keyPrefix, Duration timeout) {

  /** The values that hold when nothing is configured. */
  public static RedisConfig defaults() {
    return new RedisConfig(
        URI.create("redis://127.0.0.1:6379/1"), "", "cable-bridge", Duration.ofSeconds(2));
  }

  /** Where it is, for a log: without user and password. */
  String place() {
    String authority = url.getRawAuthority();
    int secret = authority == null ? -1 : authority.lastIndexOf('@');
    return url.getScheme() + "://" + (authority == null ? "" : authority.substring(secret + 1));
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "RedisConfig["
        + place()
        + ", "
        + channelPrefix
        + ", "
        + keyPrefix
        + ", "
        + timeout
        + "]";
  }
}
