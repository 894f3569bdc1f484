package io.cablebridge.admin.page;

/**
 * One setting in force.
 *
 * @param value as text, with secrets masked
 * @param origin where it is set: a file with its line, the environment, the command line, default
 * @param fallback the default
 * @param reloadable whether it can change without a restart
 */
public record ConfigurationEntry(
    String key, String value, String origin, String fallback, boolean reloadable) {

  /** Whether the value differs from the default. */
  public boolean isChanged() {
    return !value.equals(fallback);
  }
}
