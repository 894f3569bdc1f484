package io.cablebridge.admin.page;

/**
 * One setting in force: its value, with secrets masked, and its default; where it is set; whether
 * it can change without a restart.
 */
public record ConfigurationEntry(
    String key, String value, String origin, String fallback, boolean reloadable) {

  public boolean isChanged() {
    return !value.equals(fallback);
  }
}
