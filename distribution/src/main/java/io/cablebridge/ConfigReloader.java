package io.cablebridge;

import static java.util.stream.Collectors.joining;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.config.BridgeConfig;
import io.cablebridge.config.InvalidConfigException;
import io.cablebridge.config.LoadedConfig;
import io.cablebridge.config.Problem;
import io.cablebridge.config.ReloadDiff;
import io.cablebridge.health.ReloadState;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again while the bridge runs, from the same sources. If it is invalid, all
 * problems are logged and nothing changes. One per process, created by {@link Main}; its own
 * monitor makes reloads run one after the other.
 */
final class ConfigReloader {
  private static final Logger log = LoggerFactory.getLogger(ConfigReloader.class);

  private final Source source;

  @GuardedBy("this")
  private LoadedConfig running;

  private volatile ReloadState state = new ReloadState(true, Instant.now());

  interface Source {
    LoadedConfig read() throws InvalidConfigException;
  }

  ConfigReloader(LoadedConfig running, Source source) {
    this.running = running;
    this.source = source;
  }

  /** The result of the last reload; the start counts as one. */
  ReloadState state() {
    return state;
  }

  synchronized LoadedConfig running() {
    return running;
  }

  /** Hands the new configuration to {@code adopt} if something reloadable has changed. */
  synchronized void perform(Consumer<BridgeConfig> adopt) {
    LoadedConfig newer;
    try {
      newer = source.read();
    } catch (InvalidConfigException e) {
      state = state.failed();
      log.error(
          "configuration not reloaded, nothing has changed problems={}: {}",
          e.problems().size(),
          e.problems().stream().map(Problem::toString).collect(joining("; ")));
      return;
    }
    ReloadDiff diff = ReloadDiff.between(running, newer);
    running = diff.result();
    if (!diff.applied().isEmpty()) {
      adopt.accept(running.config());
    }
    state = new ReloadState(true, Instant.now());
    log.info(
        "configuration reloaded changed: {}; needs a restart: {}",
        listed(diff.applied()),
        listed(diff.pending()));
  }

  private static String listed(List<String> changes) {
    return changes.isEmpty() ? "nothing" : String.join(", ", changes);
  }
}
