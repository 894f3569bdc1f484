package io.cablebridge.config;

import static io.cablebridge.config.Setting.duration;
import static io.cablebridge.config.Setting.list;
import static io.cablebridge.config.Setting.number;
import static io.cablebridge.config.Setting.size;
import static io.cablebridge.config.Setting.text;

import io.cablebridge.http.request.ForwardingConfig;
import io.cablebridge.upstream.cable.CableConfig;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The keys under {@code upstream.} */
final class UpstreamSettings {
  private static final CableConfig CABLE = CableConfig.defaults();
  private static final ForwardingConfig FORWARDING = ForwardingConfig.defaults();
  private static final Duration TENTH = Duration.ofMillis(100);

  static final Setting<URI> URL =
      new Setting<>("upstream.url", Types.URL, CABLE.url(), Forms.webSocketUrl());
  static final Setting<String> HOST = text("upstream.host", FORWARDING.host(), Forms.PUBLIC_HOST);
  static final Setting<List<String>> FORWARD_COOKIES =
      list("upstream.forward-cookies", FORWARDING.forwardCookies(), Forms.TOKEN);
  static final Setting<List<String>> FORWARD_HEADERS =
      list("upstream.forward-headers", FORWARDING.forwardHeaders(), Forms.TOKEN);
  static final Setting<List<String>> FORWARD_QUERY =
      list("upstream.forward-query", FORWARDING.forwardQuery(), Forms.PARAMETER);
  static final Setting<Duration> CONNECT_TIMEOUT =
      duration("upstream.connect-timeout", CABLE.connectTimeout(), TENTH, Duration.ofMinutes(5));
  static final Setting<Duration> STALE_AFTER =
      duration(
          "upstream.stale-after",
          CABLE.staleAfter(),
          Duration.ofSeconds(1),
          Duration.ofMinutes(10));
  static final Setting<Integer> CONNECTS_PER_SECOND =
      number("upstream.connects-per-second", CABLE.connectsPerSecond(), 0, 100_000);
  static final Setting<Integer> MAX_CONNECTING =
      number("upstream.max-connecting", CABLE.maxConnecting(), 1, 10_000);
  static final Setting<Duration> BACKOFF_MIN =
      duration(
          "upstream.backoff-min",
          CABLE.backoffMin(),
          Duration.ofMillis(10),
          Duration.ofMinutes(10));
  static final Setting<Duration> BACKOFF_MAX =
      duration(
          "upstream.backoff-max",
          CABLE.backoffMax(),
          Duration.ofMillis(10),
          Duration.ofMinutes(10));
  static final Setting<Duration> RESUBSCRIBE_DELAY =
      duration(
          "upstream.resubscribe-delay",
          CABLE.resubscribeDelay(),
          Duration.ZERO,
          Duration.ofMinutes(1));
  static final Setting<Duration> SUBSCRIBE_TIMEOUT =
      duration(
          "upstream.subscribe-timeout", CABLE.subscribeTimeout(), TENTH, Duration.ofMinutes(5));
  static final Setting<Integer> MAX_FRAME =
      size("upstream.max-frame", CABLE.maxFrame(), 1 << 10, 256 << 20);
  static final Setting<Integer> MAX_HELD_COMMANDS =
      number("upstream.max-held-commands", CABLE.maxHeldCommands(), 1, 100_000);

  static final List<Setting<?>> ALL =
      List.of(
          URL,
          HOST,
          FORWARD_COOKIES,
          FORWARD_HEADERS,
          FORWARD_QUERY,
          CONNECT_TIMEOUT,
          STALE_AFTER,
          CONNECTS_PER_SECOND,
          MAX_CONNECTING,
          BACKOFF_MIN,
          BACKOFF_MAX,
          RESUBSCRIBE_DELAY,
          SUBSCRIBE_TIMEOUT,
          MAX_FRAME,
          MAX_HELD_COMMANDS);

  static final List<Order<?>> ORDERS = List.of(new Order<>(BACKOFF_MIN, BACKOFF_MAX));

  private UpstreamSettings() {}

  static CableConfig cable(Values values) {
    return new CableConfig(
        values.get(URL),
        values.get(CONNECT_TIMEOUT),
        values.get(STALE_AFTER),
        values.get(CONNECTS_PER_SECOND),
        values.get(MAX_CONNECTING),
        values.get(BACKOFF_MIN),
        values.get(BACKOFF_MAX),
        values.get(RESUBSCRIBE_DELAY),
        values.get(SUBSCRIBE_TIMEOUT),
        values.get(MAX_FRAME),
        values.get(MAX_HELD_COMMANDS));
  }

  static ForwardingConfig forwarding(Values values) {
    return new ForwardingConfig(
        values.get(HOST),
        values.get(FORWARD_COOKIES),
        values.get(FORWARD_HEADERS),
        values.get(FORWARD_QUERY));
  }
}
