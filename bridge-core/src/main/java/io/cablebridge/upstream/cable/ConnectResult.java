package io.cablebridge.upstream.cable;

import java.util.Locale;

/** How an attempt to connect to Rails went; {@link #text} is its name in the metrics. */
public enum ConnectResult {
  WELCOMED,
  /** Rails rejected the connection, and with it the session. */
  REFUSED,
  /** No answer, or none from an Action Cable server. */
  FAILED,
  /** The bridge could not send the handshake; nothing is known of Rails. */
  NOT_SENT;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
