package io.cablebridge.config;

import static java.util.Map.entry;

import java.util.Map;

/**
 * What a running bridge takes over when its configuration is read again, and for whom. All else
 * holds until a restart: a listener stands where it stands, and what a session or a stream was
 * promised at its beginning is kept.
 */
enum Reloadable {
  /** For everything from that moment on. */
  AT_ONCE,
  /** For sessions that are opened afterwards. */
  NEW_SESSIONS;

  static final Map<String, Reloadable> BY_KEY =
      Map.ofEntries(
          entry(HttpSettings.ALLOWED_ORIGINS.key(), AT_ONCE),
          entry(HttpSettings.REFLECT_ANY_ORIGIN.key(), AT_ONCE),
          entry(HttpSettings.MAX_BODY.key(), AT_ONCE),
          entry(HttpSettings.MAX_COMMANDS.key(), AT_ONCE),
          entry(AccessSettings.PUBLISH_MAX_BODY.key(), AT_ONCE),
          entry(UpstreamSettings.CONNECTS_PER_SECOND.key(), AT_ONCE),
          entry(SessionSettings.MAX_SESSIONS.key(), AT_ONCE),
          entry(SessionSettings.LINGER.key(), NEW_SESSIONS),
          entry(SessionSettings.ALLOW_REUSE.key(), NEW_SESSIONS),
          entry(SessionSettings.QUEUE_EVENTS.key(), NEW_SESSIONS),
          entry(SessionSettings.MAX_QUEUE_EVENTS.key(), NEW_SESSIONS),
          entry(SessionSettings.QUEUE_BYTES.key(), NEW_SESSIONS),
          entry(SessionSettings.MAX_SUBSCRIPTIONS.key(), NEW_SESSIONS),
          entry(SessionSettings.TOMBSTONE.key(), NEW_SESSIONS),
          entry(Settings.LOG_LEVEL.key(), AT_ONCE),
          entry(Settings.DRAIN_TIMEOUT.key(), AT_ONCE));

  static boolean includes(Setting<?> setting) {
    return BY_KEY.containsKey(setting.key());
  }
}
