package io.cablebridge.config;

import io.cablebridge.setting.ConfigKey;
import io.cablebridge.setting.RawValue;

/** The value of one setting, and where it comes from. Immutable. */
record ConfigValue<T>(ConfigKey<T> key, T value, String origin) {
  private static final String DEFAULT = "default";

  static <T> ConfigValue<T> byDefault(ConfigKey<T> key) {
    return new ConfigValue<>(key, key.defaultValue(), DEFAULT);
  }

  /** Reads a value; throws {@link io.cablebridge.setting.BadValueException}. */
  static <T> ConfigValue<T> read(ConfigKey<T> key, RawValue raw, String origin) {
    return new ConfigValue<>(key, key.read(raw), origin);
  }

  boolean isDefault() {
    return origin.equals(DEFAULT);
  }

  /** The value as the file would give it; a secret is masked. */
  String text() {
    return key.type().format(value);
  }

  /** The text for the log: like {@link #text}, without the query of a URL. */
  String logText() {
    return text().replaceAll("\\?.*", "?...");
  }

  @SuppressWarnings("unchecked") // only settings of the same comparable type name each other
  boolean isAbove(ConfigValue<?> other) {
    return ((Comparable<Object>) value).compareTo(other.value) > 0;
  }
}
