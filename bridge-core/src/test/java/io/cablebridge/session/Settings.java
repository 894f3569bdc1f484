package io.cablebridge.session;

import java.time.Duration;

/** Builds a {@link SessionConfig}: the defaults, with the changes of a test. */
final class Settings {
  Duration linger = Duration.ofSeconds(30);
  boolean allowReuse;
  int queueEvents = 256;
  int maxQueueEvents = 4096;
  int queueBytes = 1 << 20;
  int maxSessions = 10_000;
  int maxPerAddress;
  int maxSubscriptions = 100;
  Duration tombstone = Duration.ofSeconds(60);

  SessionConfig build() {
    return new SessionConfig(
        linger,
        allowReuse,
        queueEvents,
        maxQueueEvents,
        queueBytes,
        maxSessions,
        maxPerAddress,
        maxSubscriptions,
        tombstone);
  }
}
