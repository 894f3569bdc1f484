package io.cablebridge;

import io.cablebridge.config.BridgeConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the risks of a valid configuration, at the start and after a reload. */
final class ConfigWarnings {
  private static final Logger log = LoggerFactory.getLogger(ConfigWarnings.class);

  private ConfigWarnings() {}

  static void log(BridgeConfig config) {
    int sessions = config.session().maxSessions();
    log.info(
        "session backlogs: at most {} MiB by session.max-sessions x session.queue-bytes, limited to"
            + " {} MiB (a third of the heap)",
        ((long) sessions * config.session().queueBytes()) >> 20,
        (Runtime.getRuntime().maxMemory() / 3) >> 20);
    if (OpenFileLimit.sessions() < sessions) {
      log.warn(
          "the limit of open files leaves room for {} sessions, fewer than session.max-sessions ({})",
          OpenFileLimit.sessions(),
          sessions);
    }
    if (config.http().reflectAnyOrigin()) {
      log.warn("http.cors.reflect-any-origin lets every web page use the sessions of its visitors");
    }
    if (config.names().turbo()
        && !config.names().turboSecret().isPresent()
        && !config.names().turboSecretKeyBase().isPresent()) {
      log.warn("streams.turbo.enabled is on without a secret, so every Turbo stream is refused");
    }
  }
}
