package io.cablebridge.admin.page;

import io.cablebridge.health.ReloadState;
import java.util.List;

/** The configuration in force, and its last reload; the start counts as one. */
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
