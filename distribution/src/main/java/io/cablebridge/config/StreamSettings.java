package io.cablebridge.config;

import static io.cablebridge.config.SecretSetting.secret;
import static io.cablebridge.config.Setting.choice;
import static io.cablebridge.config.Setting.duration;
import static io.cablebridge.config.Setting.flag;
import static io.cablebridge.config.Setting.number;
import static io.cablebridge.config.Setting.size;
import static io.cablebridge.config.Setting.text;

import io.cablebridge.http.anycable.AnyCableConfig;
import io.cablebridge.stream.StreamConfig;
import io.cablebridge.stream.name.StreamNamesConfig;
import io.cablebridge.stream.name.TurboKey;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The keys under {@code streams.} and {@code events.} */
final class StreamSettings {
  private static final StreamNamesConfig NAMES = StreamNamesConfig.defaults();
  private static final StreamConfig HISTORY = StreamConfig.defaults();
  private static final BrokerConfig BROKERS = BrokerConfig.defaults();

  static final Setting<BrokerConfig.Kind> BROKER = choice("streams.broker", BROKERS.kind());
  static final Setting<Boolean> PUBLIC = flag("streams.public", NAMES.publicNames());
  static final SecretSetting SECRET = secret("streams.secret");
  static final Setting<Boolean> TURBO_ENABLED = flag("streams.turbo.enabled", NAMES.turbo());
  static final SecretSetting TURBO_SECRET = secret("streams.turbo.secret");
  static final SecretSetting TURBO_SECRET_KEY_BASE = secret("streams.turbo.secret-key-base");
  static final Setting<TurboKey.Digest> TURBO_DIGEST =
      choice("streams.turbo.digest", NAMES.turboDigest());
  static final Setting<Integer> HISTORY_LIMIT =
      number("streams.history.limit", HISTORY.limit(), 0, 100_000);
  static final Setting<Integer> HISTORY_BYTES =
      size("streams.history.bytes", HISTORY.bytes(), 0, 1 << 30);
  static final Setting<Duration> HISTORY_TTL =
      duration("streams.history.ttl", HISTORY.ttl(), Duration.ZERO, Duration.ofDays(7));
  static final Setting<URI> REDIS_URL =
      new Setting<>("streams.redis.url", Types.REDIS_URL, BROKERS.redisUrl(), Forms.any());
  static final Setting<String> REDIS_CHANNEL_PREFIX =
      text("streams.redis.channel-prefix", BROKERS.channelPrefix(), Forms.PREFIX_OR_NONE);
  static final Setting<String> REDIS_KEY_PREFIX =
      text("streams.redis.key-prefix", BROKERS.keyPrefix(), Forms.PREFIX);

  static final Setting<Duration> PING_INTERVAL =
      duration(
          "events.ping-interval",
          AnyCableConfig.defaults().pingInterval(),
          Duration.ofMillis(100),
          Duration.ofMinutes(10));

  static final List<Setting<?>> ALL =
      List.of(
          BROKER,
          PUBLIC,
          SECRET.value(),
          SECRET.file(),
          TURBO_ENABLED,
          TURBO_SECRET.value(),
          TURBO_SECRET.file(),
          TURBO_SECRET_KEY_BASE.value(),
          TURBO_SECRET_KEY_BASE.file(),
          TURBO_DIGEST,
          HISTORY_LIMIT,
          HISTORY_BYTES,
          HISTORY_TTL,
          REDIS_URL,
          REDIS_CHANNEL_PREFIX,
          REDIS_KEY_PREFIX,
          PING_INTERVAL);

  static final List<Agreement> AGREEMENTS = List.of(SECRET, TURBO_SECRET, TURBO_SECRET_KEY_BASE);

  private StreamSettings() {}

  static StreamNamesConfig names(Values values) {
    return new StreamNamesConfig(
        values.get(PUBLIC),
        SECRET.get(values),
        values.get(TURBO_ENABLED),
        TURBO_SECRET.get(values),
        TURBO_SECRET_KEY_BASE.get(values),
        values.get(TURBO_DIGEST));
  }

  static StreamConfig history(Values values) {
    return new StreamConfig(
        values.get(HISTORY_LIMIT), values.get(HISTORY_BYTES), values.get(HISTORY_TTL));
  }

  static AnyCableConfig events(Values values) {
    return new AnyCableConfig(values.get(PING_INTERVAL));
  }

  static BrokerConfig broker(Values values) {
    return new BrokerConfig(
        values.get(BROKER),
        values.get(REDIS_URL),
        values.get(REDIS_CHANNEL_PREFIX),
        values.get(REDIS_KEY_PREFIX));
  }
}
