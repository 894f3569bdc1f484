package io.cablebridge.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The difference between the running configuration and a newer one.
 *
 * @param result the configuration to run with: the newer value of each reloadable setting
 * @param applied the changes in it, as {@code key old -> new}; secrets are masked
 * @param pending the changes that need a restart, in the same form
 */
public record ReloadDiff(LoadedConfig result, List<String> applied, List<String> pending) {

  public static ReloadDiff between(LoadedConfig running, LoadedConfig newer) {
    Map<String, ConfigValue<?>> result = new LinkedHashMap<>();
    List<String> applied = new ArrayList<>();
    List<String> pending = new ArrayList<>();
    for (ConfigValue<?> before : running.values()) {
      String key = before.key().name();
      ConfigValue<?> after = newer.value(key);
      boolean reloadable = before.key().isReloadable();
      result.put(key, reloadable ? after : before);
      if (!before.value().equals(after.value())) {
        (reloadable ? applied : pending)
            .add(key + " " + before.logText() + " -> " + after.logText());
      }
    }
    return new ReloadDiff(new LoadedConfig(result), List.copyOf(applied), List.copyOf(pending));
  }
}
