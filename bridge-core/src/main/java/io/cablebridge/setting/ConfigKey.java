package io.cablebridge.setting;

import java.util.Locale;

/**
 * One setting as the loader uses it. {@link ConfigRecords} creates it from the annotations of a
 * record component.
 *
 * @param name the dotted key
 * @param notAbove the key of a setting that this one must not exceed; empty for none
 * @param description what the setting means, in Markdown
 */
public record ConfigKey<T>(
    String name,
    ValueType<T> type,
    T defaultValue,
    String notAbove,
    Reload reload,
    String description) {

  public static final String VARIABLE_PREFIX = "CABLE_BRIDGE_";

  /** The environment variable: {@code http.port} is {@code CABLE_BRIDGE_HTTP_PORT}. */
  public String variable() {
    return VARIABLE_PREFIX + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  public String defaultText() {
    return type.format(defaultValue);
  }

  /** The valid values in words, for the reference; empty if every value is valid. */
  public String bounds() {
    return type.bounds() + (notAbove.isEmpty() ? "" : ", at most `" + notAbove + "`");
  }

  public boolean isReloadable() {
    return reload != Reload.NEEDS_RESTART;
  }

  /** Throws {@link BadValueException} for an invalid value. */
  public T read(RawValue raw) {
    return type.read(raw);
  }
}
