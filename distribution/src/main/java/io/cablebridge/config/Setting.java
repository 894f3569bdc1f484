package io.cablebridge.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * One thing that can be configured.
 *
 * @param key the dotted key
 * @param type how its value is written
 * @param defaultValue what holds when nothing is configured
 * @param check what a value must fulfil
 * @param <T> the type of the value
 */
record Setting<T>(String key, ValueType<T> type, T defaultValue, Check<T> check) {

  /** What every variable of the program begins with. */
  static final String PREFIX = "CABLE_BRIDGE_";

  /** The environment variable: {@code http.port} is {@code CABLE_BRIDGE_HTTP_PORT}. */
  String variable() {
    return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** The default as it would be written in the file. */
  String defaultText() {
    return type.format(defaultValue);
  }

  /** The value that was written; throws {@link BadValueException}. */
  T read(RawValue raw) {
    T value = type.parse(raw);
    String complaint = check.complaint(value);
    if (complaint != null) {
      throw new BadValueException(complaint);
    }
    return value;
  }

  static Setting<Integer> number(String key, int defaultValue, int min, int max) {
    return new Setting<>(key, Types.NUMBER, defaultValue, new Range<>(Types.NUMBER, min, max));
  }

  static Setting<Integer> size(String key, int defaultValue, int min, int max) {
    return new Setting<>(key, Types.SIZE, defaultValue, new Range<>(Types.SIZE, min, max));
  }

  static Setting<Duration> duration(String key, Duration defaultValue, Duration min, Duration max) {
    return new Setting<>(key, Types.DURATION, defaultValue, new Range<>(Types.DURATION, min, max));
  }

  static Setting<Boolean> flag(String key, boolean defaultValue) {
    return new Setting<>(key, Types.FLAG, defaultValue, Forms.any());
  }

  static <E extends Enum<E>> Setting<E> choice(String key, E defaultValue) {
    return new Setting<>(
        key, Types.choice(defaultValue.getDeclaringClass()), defaultValue, Forms.any());
  }

  static Setting<String> text(String key, String defaultValue, Form form) {
    return new Setting<>(key, Types.TEXT, defaultValue, form);
  }

  static Setting<List<String>> list(String key, List<String> defaultValue, Form form) {
    return new Setting<>(key, Types.LIST, defaultValue, form.each());
  }
}
