package io.cablebridge.config;

import io.cablebridge.admin.page.ConfigurationEntry;
import io.cablebridge.setting.ConfigRecords;
import io.cablebridge.setting.RawValue;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** A valid configuration with the origin of each value. Immutable. */
public final class LoadedConfig {
  private final Map<String, ConfigValue<?>> values;

  private final BridgeConfig config;

  /** Takes every setting by its key, in the order of {@link ConfigKeys#ALL}. */
  LoadedConfig(Map<String, ConfigValue<?>> values) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    config = ConfigRecords.create(BridgeConfig.class, key -> value(key.name()).value());
  }

  public BridgeConfig config() {
    return config;
  }

  /** A copy with another value of one setting; the origin is for an operator. */
  public LoadedConfig with(String key, String text, String origin) {
    Map<String, ConfigValue<?>> changed = new LinkedHashMap<>(values);
    changed.put(key, ConfigValue.read(value(key).key(), RawValue.of(text), origin));
    return new LoadedConfig(changed);
  }

  ConfigValue<?> value(String key) {
    return Objects.requireNonNull(values.get(key), key);
  }

  Collection<ConfigValue<?>> values() {
    return values.values();
  }

  /**
   * One line per setting: key, value and origin. The lines are a valid file, except that secrets
   * are masked.
   */
  public List<String> lines() {
    List<String> pairs =
        values().stream().map(value -> value.key().name() + ": " + value.text()).toList();
    int width = pairs.stream().mapToInt(String::length).filter(n -> n <= 60).max().orElse(0);
    String format = "%-" + width + "s  # %s";
    return values().stream()
        .map(
            value ->
                String.format(
                    Locale.ROOT, format, value.key().name() + ": " + value.text(), value.origin()))
        .toList();
  }

  /** Every setting for the console; secrets are masked. */
  public List<ConfigurationEntry> effective() {
    return values().stream()
        .map(
            value ->
                new ConfigurationEntry(
                    value.key().name(),
                    value.logText(),
                    value.origin(),
                    value.key().defaultText(),
                    value.key().isReloadable()))
        .toList();
  }

  /** The settings that differ from their default by origin, in one line for the log. */
  public String summary() {
    List<String> changed =
        values().stream()
            .filter(value -> !value.isDefault())
            .map(value -> value.key().name() + "=" + value.logText())
            .toList();
    return changed.isEmpty() ? "all defaults" : String.join(" ", changed);
  }
}
