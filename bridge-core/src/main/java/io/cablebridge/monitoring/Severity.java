package io.cablebridge.monitoring;

import java.util.Locale;

/** How urgent an {@link Incident} is. */
public enum Severity {
  NOTE,
  WARNING,
  ALARM;

  /** The word in JSON and on pages. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
