package io.cablebridge.config;

import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of a running configuration when a newer one is read.
 *
 * @param running the newer one as far as a running bridge takes it over
 * @param taken what has changed, as {@code key old -> new}; secrets are masked
 * @param pending what differs and needs a restart, in the same form
 */
public record Reloaded(LoadedConfig running, List<String> taken, List<String> pending) {

  static Reloaded of(Values old, Values newer) {
    Values running = new Values();
    List<String> taken = new ArrayList<>();
    List<String> pending = new ArrayList<>();
    for (Setting<?> setting : Settings.ALL) {
      boolean live = Reloadable.includes(setting);
      running.copy(setting, live ? newer : old);
      if (!old.get(setting).equals(newer.get(setting))) {
        (live ? taken : pending).add(change(setting, old, newer));
      }
    }
    return new Reloaded(
        new LoadedConfig(Settings.build(running), running),
        List.copyOf(taken),
        List.copyOf(pending));
  }

  private static String change(Setting<?> setting, Values old, Values newer) {
    return setting.key() + " " + old.logText(setting) + " -> " + newer.logText(setting);
  }
}
