package io.cablebridge.upstream.cable;

import java.net.URI;
import java.time.Duration;

/** Builds a {@link CableConfig}: the defaults without a rate limit, with the changes of a test. */
final class CableSettings {
  Duration connectTimeout = Duration.ofSeconds(5);
  Duration staleAfter = Duration.ofSeconds(8);
  int connectsPerSecond;
  int maxConnecting = 64;
  Duration backoffMin = Duration.ofSeconds(1);
  Duration backoffMax = Duration.ofSeconds(4);
  Duration resubscribeDelay = Duration.ofMillis(250);
  Duration subscribeTimeout = Duration.ofSeconds(5);
  int maxFrame = 1 << 20;
  int maxHeldCommands = 256;

  CableConfig build(URI url) {
    return new CableConfig(
        url,
        connectTimeout,
        staleAfter,
        connectsPerSecond,
        maxConnecting,
        backoffMin,
        backoffMax,
        resubscribeDelay,
        subscribeTimeout,
        maxFrame,
        maxHeldCommands);
  }
}
