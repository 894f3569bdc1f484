package io.cablebridge.setting;

import java.util.Locale;

/**
 * One setting as the loader uses it. {@link ConfigRecords} creates it from the annotations of a
 * record component. Immutable.
 *
 * @param name the dotted key
 * @param type how a value is read and written, and which values are valid
 * @param defaultValue the value without any configuration
 * @param notAbove the key of a setting that this one must not exceed; empty for none
 * @param reload when a running bridge applies a changed value
 * @param description what the setting means, in Markdown
 * @param <T> the type of the value
 */
public record ConfigKey<T>(
    String name,
    ValueType<T> type,
    T defaultValue,
    String notAbove,
    Reload reload,
    String description) {

  /** The first characters of the environment variable of each key. */
  public static final String VARIABLE_PREFIX = "CABLE_BRIDGE_";

  /** The environment variable: {@code http.port} is {@code CABLE_BRIDGE_HTTP_PORT}. */
  public String variable() {
    return VARIABLE_PREFIX + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** The default as the file would give it. */
  public String defaultText() {
    return type.format(defaultValue);
  }

  /** The valid values in words, for the reference; empty if every value is valid. */
  public String bounds() {
    return type.bounds() + (notAbove.isEmpty() ? "" : ", at most `" + notAbove + "`");
  }

  /** Whether a running bridge applies a changed value. */
  public boolean isReloadable() {
    return reload != Reload.NEEDS_RESTART;
  }

  /** The value that a text stands for; throws {@link BadValueException}. */
  public T read(RawValue raw) {
    return type.read(raw);
  }
}
