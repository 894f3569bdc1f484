package io.cablebridge.protocol;

import java.util.Locale;

/** The state of a session's connection to Rails; {@link #text} is its name on the wire. */
public enum UpstreamState {
  /** Before the first welcome. */
  CONNECTING,
  OPEN,
  /** Lost; the bridge connects again. */
  RECONNECTING,
  /** The session has ended. */
  CLOSED;

  private final String text = name().toLowerCase(Locale.ROOT);

  public String text() {
    return text;
  }
}
