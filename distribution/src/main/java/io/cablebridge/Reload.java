package io.cablebridge;

import static java.util.stream.Collectors.joining;

import io.cablebridge.config.BridgeConfig;
import io.cablebridge.config.InvalidConfigException;
import io.cablebridge.config.LoadedConfig;
import io.cablebridge.config.Problem;
import io.cablebridge.config.Reloaded;
import io.cablebridge.health.ReloadState;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again while the bridge runs, from the same places and in the same order.
 * If anything is wrong with it, all of that is logged and nothing changes.
 */
final class Reload {
  private static final Logger log = LoggerFactory.getLogger(Reload.class);

  private final Source source;
  private LoadedConfig running;
  private volatile ReloadState state = new ReloadState(true, Instant.now());

  /** Where the configuration is read from. */
  interface Source {
    LoadedConfig read() throws InvalidConfigException;
  }

  /**
   * @param running what the bridge was started with
   */
  Reload(LoadedConfig running, Source source) {
    this.running = running;
    this.source = source;
  }

  /** How the last one went; the start counts as one. */
  ReloadState state() {
    return state;
  }

  /** What is in force. */
  synchronized LoadedConfig running() {
    return running;
  }

  /**
   * Reads it.
   *
   * @param adopt is given what holds from now on; not called when nothing changes
   */
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
    Reloaded reloaded = running.reload(newer);
    running = reloaded.running();
    if (!reloaded.taken().isEmpty()) {
      adopt.accept(running.config());
    }
    state = new ReloadState(true, Instant.now());
    log.info(
        "configuration reloaded changed: {}; needs a restart: {}",
        listed(reloaded.taken()),
        listed(reloaded.pending()));
  }

  private static String listed(List<String> changes) {
    return changes.isEmpty() ? "nothing" : String.join(", ", changes);
  }
}
