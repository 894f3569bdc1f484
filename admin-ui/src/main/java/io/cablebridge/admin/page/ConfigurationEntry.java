package io.cablebridge.admin.page;

/**
 * One setting as it is in force.
 *
 * @param value as text; secrets are masked already
 * @param origin where it was set: a file with its line, the environment, the command line, default
 * @param fallback what would hold if it were not set
 * @param reloadable whether it can be changed while the bridge runs
 */
public record ConfigurationEntry(
    String key, String value, String origin, String fallback, boolean reloadable) {

  /** Whether it differs from what would hold if it were not set. */
  public boolean isChanged() {
    return !value.equals(fallback);
  }
}
