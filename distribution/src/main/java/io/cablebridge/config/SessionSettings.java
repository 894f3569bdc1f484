package io.cablebridge.config;

import static io.cablebridge.config.Setting.duration;
import static io.cablebridge.config.Setting.flag;
import static io.cablebridge.config.Setting.list;
import static io.cablebridge.config.Setting.number;
import static io.cablebridge.config.Setting.size;

import io.cablebridge.http.request.BindingConfig;
import io.cablebridge.http.request.HttpConfig;
import io.cablebridge.session.SessionConfig;
import java.time.Duration;
import java.util.List;

/** The keys under {@code session.} */
final class SessionSettings {
  private static final SessionConfig SESSION = SessionConfig.defaults();
  private static final BindingConfig BINDING = BindingConfig.defaults();
  private static final HttpConfig HTTP = HttpConfig.defaults();
  private static final Duration HOUR = Duration.ofHours(1);

  static final Setting<Duration> LINGER =
      duration("session.linger", SESSION.linger(), Duration.ZERO, HOUR);
  static final Setting<Boolean> ALLOW_REUSE = flag("session.allow-reuse", SESSION.allowReuse());
  static final Setting<Integer> QUEUE_EVENTS =
      number("session.queue-events", SESSION.queueEvents(), 1, 1_000_000);
  static final Setting<Integer> MAX_QUEUE_EVENTS =
      number("session.max-queue-events", SESSION.maxQueueEvents(), 1, 1_000_000);
  static final Setting<Integer> QUEUE_BYTES =
      size("session.queue-bytes", SESSION.queueBytes(), 4 << 10, 1 << 30);
  static final Setting<Integer> MAX_SESSIONS =
      number("session.max-sessions", SESSION.maxSessions(), 1, 10_000_000);
  static final Setting<Integer> MAX_SUBSCRIPTIONS =
      number("session.max-subscriptions", SESSION.maxSubscriptions(), 1, 10_000);
  static final Setting<Duration> TOMBSTONE =
      duration("session.tombstone", SESSION.tombstone(), Duration.ZERO, HOUR);
  static final Setting<Integer> MIN_ID_LENGTH =
      number("session.min-id-length", HTTP.minIdLength(), 1, 1024);
  static final Setting<Integer> MAX_ID_LENGTH =
      number("session.max-id-length", HTTP.maxIdLength(), 1, 1024);
  static final Setting<List<String>> BIND_HEADERS =
      list("session.bind-headers", BINDING.bindHeaders(), Forms.TOKEN);
  static final Setting<List<String>> BIND_COOKIES =
      list("session.bind-cookies", BINDING.bindCookies(), Forms.TOKEN);

  static final List<Setting<?>> ALL =
      List.of(
          LINGER,
          ALLOW_REUSE,
          QUEUE_EVENTS,
          MAX_QUEUE_EVENTS,
          QUEUE_BYTES,
          MAX_SESSIONS,
          MAX_SUBSCRIPTIONS,
          TOMBSTONE,
          MIN_ID_LENGTH,
          MAX_ID_LENGTH,
          BIND_HEADERS,
          BIND_COOKIES);

  static final List<Order<?>> ORDERS =
      List.of(
          new Order<>(QUEUE_EVENTS, MAX_QUEUE_EVENTS), new Order<>(MIN_ID_LENGTH, MAX_ID_LENGTH));

  private SessionSettings() {}

  static SessionConfig session(Values values) {
    return new SessionConfig(
        values.get(LINGER),
        values.get(ALLOW_REUSE),
        values.get(QUEUE_EVENTS),
        values.get(MAX_QUEUE_EVENTS),
        values.get(QUEUE_BYTES),
        values.get(MAX_SESSIONS),
        values.get(MAX_SUBSCRIPTIONS),
        values.get(TOMBSTONE));
  }

  static BindingConfig binding(Values values) {
    return new BindingConfig(values.get(BIND_HEADERS), values.get(BIND_COOKIES));
  }
}
