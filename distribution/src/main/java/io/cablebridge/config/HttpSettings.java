package io.cablebridge.config;

import static io.cablebridge.config.Setting.choice;
import static io.cablebridge.config.Setting.duration;
import static io.cablebridge.config.Setting.flag;
import static io.cablebridge.config.Setting.list;
import static io.cablebridge.config.Setting.number;
import static io.cablebridge.config.Setting.size;
import static io.cablebridge.config.Setting.text;

import io.cablebridge.http.request.HttpConfig;
import io.cablebridge.http.session.CommandConfig;
import io.cablebridge.http.session.PollConfig;
import io.cablebridge.http.sse.SseConfig;
import java.time.Duration;
import java.util.List;

/** The keys under {@code http.}, {@code sse.}, {@code poll.} and {@code command.} */
final class HttpSettings {
  private static final HttpConfig HTTP = HttpConfig.defaults();
  private static final SseConfig SSE = SseConfig.defaults();
  private static final PollConfig POLLS = PollConfig.defaults();
  private static final CommandConfig COMMANDS = CommandConfig.defaults();
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final Duration HOUR = Duration.ofHours(1);

  static final Setting<String> HOST = text("http.host", HTTP.host(), Forms.BIND_HOST);
  static final Setting<Integer> PORT = number("http.port", HTTP.port(), 0, 65_535);
  static final Setting<String> BASE_PATH = text("http.base-path", HTTP.basePath(), Forms.BASE_PATH);
  static final Setting<Integer> MAX_BODY = size("http.max-body", HTTP.maxBody(), 1 << 10, 64 << 20);
  static final Setting<Integer> MAX_COMMANDS =
      number("http.max-commands", HTTP.maxCommands(), 1, 10_000);
  static final Setting<List<String>> TRUSTED_PROXIES =
      list("http.trusted-proxies", HTTP.trustedProxies(), Forms.NETWORK);
  static final Setting<List<String>> ALLOWED_ORIGINS =
      list("http.cors.allowed-origins", HTTP.allowedOrigins(), Forms.ORIGIN);
  static final Setting<Boolean> REFLECT_ANY_ORIGIN =
      flag("http.cors.reflect-any-origin", HTTP.reflectAnyOrigin());
  static final Setting<Duration> HEARTBEAT =
      duration("sse.heartbeat", SSE.heartbeat(), Duration.ofMillis(100), TEN_MINUTES);
  static final Setting<Integer> PADDING = size("sse.padding", SSE.padding(), 0, 64 << 10);
  static final Setting<Duration> WRITE_TIMEOUT =
      duration("sse.write-timeout", SSE.writeTimeout(), SECOND, HOUR);
  static final Setting<Duration> RETRY_MIN =
      duration("sse.retry-min", SSE.retryMin(), Duration.ZERO, TEN_MINUTES);
  static final Setting<Duration> RETRY_MAX =
      duration("sse.retry-max", SSE.retryMax(), Duration.ZERO, TEN_MINUTES);
  static final Setting<SseConfig.Detach> DETACH = choice("sse.detach", SSE.detach());
  static final Setting<Duration> POLL_TIMEOUT =
      duration("poll.timeout", POLLS.timeout(), Duration.ZERO, HOUR);
  static final Setting<Duration> POLL_MAX_TIMEOUT =
      duration("poll.max-timeout", POLLS.maxTimeout(), SECOND, HOUR);
  static final Setting<Duration> BATCH_WINDOW =
      duration("poll.batch-window", POLLS.batchWindow(), Duration.ZERO, Duration.ofSeconds(10));
  static final Setting<Duration> REORDER_WINDOW =
      duration(
          "command.reorder-window", COMMANDS.reorderWindow(), Duration.ZERO, Duration.ofMinutes(1));

  static final List<Setting<?>> ALL =
      List.of(
          HOST,
          PORT,
          BASE_PATH,
          MAX_BODY,
          MAX_COMMANDS,
          TRUSTED_PROXIES,
          ALLOWED_ORIGINS,
          REFLECT_ANY_ORIGIN,
          EdgeSettings.EDGE,
          EdgeSettings.CERTIFICATE,
          EdgeSettings.KEY,
          EdgeSettings.HTTP2,
          HEARTBEAT,
          PADDING,
          WRITE_TIMEOUT,
          RETRY_MIN,
          RETRY_MAX,
          DETACH,
          POLL_TIMEOUT,
          POLL_MAX_TIMEOUT,
          BATCH_WINDOW,
          REORDER_WINDOW);

  static final List<Order<?>> ORDERS = List.of(new Order<>(RETRY_MIN, RETRY_MAX));

  private HttpSettings() {}

  static HttpConfig http(Values values) {
    return new HttpConfig(
        values.get(HOST),
        values.get(PORT),
        values.get(BASE_PATH),
        values.get(MAX_BODY),
        values.get(MAX_COMMANDS),
        values.get(SessionSettings.MIN_ID_LENGTH),
        values.get(SessionSettings.MAX_ID_LENGTH),
        values.get(TRUSTED_PROXIES),
        values.get(ALLOWED_ORIGINS),
        values.get(REFLECT_ANY_ORIGIN),
        EdgeSettings.tls(values));
  }

  static SseConfig sse(Values values) {
    return new SseConfig(
        values.get(HEARTBEAT),
        values.get(PADDING),
        values.get(WRITE_TIMEOUT),
        values.get(RETRY_MIN),
        values.get(RETRY_MAX),
        values.get(DETACH));
  }

  static PollConfig poll(Values values) {
    return new PollConfig(
        values.get(POLL_TIMEOUT), values.get(POLL_MAX_TIMEOUT), values.get(BATCH_WINDOW));
  }

  static CommandConfig command(Values values) {
    return new CommandConfig(values.get(REORDER_WINDOW));
  }
}
