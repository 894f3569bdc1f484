package io.cablebridge.config;

import java.util.List;

/** A configuration without problems, with the origin of each value. */
public final class LoadedConfig {
  private final BridgeConfig config;
  private final Values values;

  LoadedConfig(BridgeConfig config, Values values) {
    this.config = config;
    this.values = values;
  }

  /** What the program runs with. */
  public BridgeConfig config() {
    return config;
  }

  /** What becomes of this one, which a bridge runs with, when a newer one is read. */
  public Reloaded reload(LoadedConfig newer) {
    return Reloaded.of(values, newer.values);
  }

  /**
   * One line per setting: key, value and origin. Together they are a valid file, unless they hold
   * secrets, which are masked.
   */
  public List<String> lines() {
    List<String> pairs =
        Settings.ALL.stream().map(setting -> setting.key() + ": " + values.text(setting)).toList();
    int width = pairs.stream().mapToInt(String::length).filter(n -> n <= 60).max().orElse(0);
    String form = "%-" + width + "s  # %s";
    return Settings.ALL.stream()
        .map(
            setting ->
                String.format(
                    form, setting.key() + ": " + values.text(setting), values.origin(setting)))
        .toList();
  }

  /** Every setting, in the order of the file. */
  public List<EffectiveSetting> effective() {
    return Settings.ALL.stream()
        .map(
            setting ->
                new EffectiveSetting(
                    setting.key(),
                    values.logText(setting),
                    values.origin(setting).toString(),
                    setting.defaultText(),
                    Reloadable.includes(setting)))
        .toList();
  }

  /** The settings that are not at their default, on one line for the log; no query of a URL. */
  public String summary() {
    List<String> changed =
        Settings.ALL.stream()
            .filter(setting -> !(values.origin(setting) instanceof Origin.Default))
            .map(setting -> setting.key() + "=" + values.logText(setting))
            .toList();
    return changed.isEmpty() ? "all defaults" : String.join(" ", changed);
  }
}
