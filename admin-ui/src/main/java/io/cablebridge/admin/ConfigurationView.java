package io.cablebridge.admin;

import io.cablebridge.health.ReloadState;
import java.util.List;

/**
 * What the process runs with.
 *
 * @param reloaded whether the last reading of the configuration could be taken over
 * @param takenOver when one was taken over the last time; the start counts
 */
public record ConfigurationView(
    String version, boolean reloaded, Moment takenOver, List<ConfigurationEntry> settings) {

  static ConfigurationView of(Sources sources) {
    ReloadState reload = sources.reload().get();
    return new ConfigurationView(
        sources.version(),
        reload.successful(),
        new Moment(reload.takenOver()),
        sources.observed().configuration().get());
  }
}
