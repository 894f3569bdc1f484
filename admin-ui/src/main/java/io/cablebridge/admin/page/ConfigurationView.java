package io.cablebridge.admin.page;

import io.cablebridge.health.ReloadState;
import java.util.List;

/**
 * What the process runs with.
 *
 * @param reloaded whether the last reading of the configuration could be taken over
 * @param takenOver when one was taken over the last time; the start counts
 */
public record ConfigurationView(
    String version, boolean reloaded, Timestamp takenOver, List<ConfigurationEntry> settings) {

  public static ConfigurationView of(ProgramState program) {
    ReloadState reload = program.reload().get();
    return new ConfigurationView(
        program.version(),
        reload.successful(),
        new Timestamp(reload.takenOver()),
        program.configuration().get());
  }
}
