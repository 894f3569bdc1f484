package io.cablebridge.config;

import static io.cablebridge.config.Setting.choice;
import static io.cablebridge.config.Setting.duration;

import io.cablebridge.health.HealthConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every setting there is, in the order of the shipped file; those of the whole program itself. */
final class Settings {
  static final Setting<Duration> UPSTREAM_GRACE =
      duration(
          "health.upstream-grace",
          HealthConfig.defaults().upstreamGrace(),
          Duration.ZERO,
          Duration.ofHours(1));
  static final Setting<LogLevel> LOG_LEVEL =
      choice("log.level", BridgeConfig.defaults().logLevel());
  static final Setting<LogFormat> LOG_FORMAT =
      choice("log.format", BridgeConfig.defaults().logFormat());
  static final Setting<Duration> SHUTDOWN_TIMEOUT =
      duration(
          "shutdown-timeout",
          BridgeConfig.defaults().shutdownTimeout(),
          Duration.ZERO,
          Duration.ofMinutes(10));
  static final Setting<Duration> DRAIN_TIMEOUT =
      duration(
          "drain-timeout",
          BridgeConfig.defaults().drainTimeout(),
          Duration.ZERO,
          Duration.ofHours(1));

  static final List<Setting<?>> ALL =
      Stream.of(
              UpstreamSettings.ALL,
              HttpSettings.ALL,
              SessionSettings.ALL,
              StreamSettings.ALL,
              AccessSettings.ALL,
              AdminSettings.ALL,
              List.<Setting<?>>of(
                  UPSTREAM_GRACE, LOG_LEVEL, LOG_FORMAT, SHUTDOWN_TIMEOUT, DRAIN_TIMEOUT))
          .<Setting<?>>flatMap(List::stream)
          .toList();

  static final Map<String, Setting<?>> BY_KEY =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Setting::key, Function.identity()));

  static final List<Agreement> AGREEMENTS =
      Stream.of(
              UpstreamSettings.ORDERS,
              EdgeSettings.AGREEMENTS,
              HttpSettings.ORDERS,
              SessionSettings.ORDERS,
              StreamSettings.AGREEMENTS,
              AccessSettings.AGREEMENTS,
              AdminSettings.AGREEMENTS)
          .<Agreement>flatMap(List::stream)
          .toList();

  private Settings() {}

  /** The records that the values make. */
  static BridgeConfig build(Values values) {
    return new BridgeConfig(
        SessionSettings.session(values),
        UpstreamSettings.cable(values),
        UpstreamSettings.forwarding(values),
        SessionSettings.binding(values),
        HttpSettings.http(values),
        HttpSettings.sse(values),
        HttpSettings.poll(values),
        HttpSettings.command(values),
        StreamSettings.names(values),
        StreamSettings.history(values),
        StreamSettings.broker(values),
        StreamSettings.events(values),
        AccessSettings.publish(values),
        AccessSettings.jwt(values),
        AdminSettings.admin(values),
        new HealthConfig(values.get(UPSTREAM_GRACE)),
        values.get(SHUTDOWN_TIMEOUT),
        values.get(DRAIN_TIMEOUT),
        values.get(LOG_LEVEL),
        values.get(LOG_FORMAT));
  }
}
