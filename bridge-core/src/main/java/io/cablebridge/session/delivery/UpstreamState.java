package io.cablebridge.session.delivery;

import java.util.Locale;

/** How a session's upstream is; {@link #text} is its name on the wire. */
public enum UpstreamState {
  /** Not welcomed yet for the first time. */
  CONNECTING,
  OPEN,
  /** Lost, and being sought again. */
  RECONNECTING,
  /** The session has ended. */
  CLOSED;

  private final String text = name().toLowerCase(Locale.ROOT);

  public String text() {
    return text;
  }
}
