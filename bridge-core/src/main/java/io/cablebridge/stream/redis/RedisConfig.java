package io.cablebridge.stream.redis;

import io.cablebridge.setting.Description;
import io.cablebridge.setting.Setting;
import io.cablebridge.setting.TextFormat;
import java.net.URI;
import java.time.Duration;

/** The Redis that carries streams; keys below {@code streams.redis.} */
public record RedisConfig(
    @Setting(
            key = "streams.redis.url",
            defaultValue = "redis://127.0.0.1:6379",
            format = TextFormat.REDIS_URL)
        @Description(
            "The URL of Redis, with `:password@` before the host where a password is needed. The"
                + " password is masked in every output.")
        URI url,
    @Setting(key = "streams.redis.channel-prefix", format = TextFormat.OPTIONAL_PREFIX)
        @Description("The `channel_prefix` of Rails' `cable.yml`.")
        String channelPrefix,
    @Setting(
            key = "streams.redis.key-prefix",
            defaultValue = "cable-bridge",
            format = TextFormat.PREFIX)
        @Description(
            "The prefix of the bridge's own keys and channels in Redis, the same on every bridge.")
        String keyPrefix) {

  /** The limit of a connection attempt, and of the answer to a command. */
  static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** Scheme, host and port for the log, without user and password. */
  String address() {
    String authority = url.getRawAuthority();
    int secret = authority == null ? -1 : authority.lastIndexOf('@');
    return url.getScheme() + "://" + (authority == null ? "" : authority.substring(secret + 1));
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "RedisConfig[" + address() + ", " + channelPrefix + ", " + keyPrefix + "]";
  }
}
