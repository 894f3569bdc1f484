package io.cablebridge.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** The value of every setting, and where it came from. Filled by {@link ConfigLoader}. */
final class Values {
  private static final Origin DEFAULT = new Origin.Default();

  private final Map<Setting<?>, Given<?>> given = new LinkedHashMap<>();

  private record Given<T>(T value, Origin origin) {}

  /** A later call for the same setting replaces the earlier one. */
  <T> void put(Setting<T> setting, RawValue raw, Origin origin) {
    given.put(setting, new Given<>(setting.read(raw), origin));
  }

  @SuppressWarnings("unchecked") // put() stores what the setting itself read
  <T> T get(Setting<T> setting) {
    Given<?> value = given.get(setting);
    return value == null ? setting.defaultValue() : (T) value.value();
  }

  Origin origin(Setting<?> setting) {
    Given<?> value = given.get(setting);
    return value == null ? DEFAULT : value.origin();
  }

  /** Takes over what another one has of a setting, be it nothing. */
  void copy(Setting<?> setting, Values from) {
    Given<?> other = from.given.get(setting);
    if (other == null) {
      given.remove(setting);
    } else {
      given.put(setting, other);
    }
  }

  /** The value as it may stand in the log: no query of a URL. */
  String logText(Setting<?> setting) {
    return text(setting).replaceAll("\\?.*", "?...");
  }

  /** The value as it would be written in the file. */
  <T> String text(Setting<T> setting) {
    return setting.type().format(get(setting));
  }
}
