package io.cablebridge;

import io.cablebridge.config.BridgeConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator should know of a valid configuration; logged when one begins to hold. */
final class Cautions {
  private static final Logger log = LoggerFactory.getLogger(Cautions.class);

  private Cautions() {}

  static void log(BridgeConfig config) {
    int sessions = config.session().maxSessions();
    log.info(
        "backlogs may hold {} MiB by session.max-sessions x session.queue-bytes, and never more than a"
            + " third of the heap, {} MiB",
        ((long) sessions * config.session().queueBytes()) >> 20,
        (Runtime.getRuntime().maxMemory() / 3) >> 20);
    if (OpenFiles.sessions() < sessions) {
      log.warn(
          "the limit of open files leaves room for {} sessions, fewer than session.max-sessions ({})",
          OpenFiles.sessions(),
          sessions);
    }
    if (config.http().reflectAnyOrigin()) {
      log.warn("http.cors.reflect-any-origin lets every web page use its visitors' sessions");
    }
    if (config.names().turbo()
        && !config.names().turboSecret().isPresent()
        && !config.names().turboSecretKeyBase().isPresent()) {
      log.warn("streams.turbo.enabled is on without a secret, so every Turbo stream is refused");
    }
  }
}
