package io.cablebridge.session.diagnostics;

import io.cablebridge.session.delivery.Transport;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which transport reads a session at a moment; {@link #text} is its name in JSON and metrics. */
public enum ReadBy {
  SSE,
  POLL,
  /** No listener is attached. */
  NONE;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** Of the transport of the first listener, null without one. */
  public static ReadBy of(@Nullable Transport transport) {
    return transport == null ? NONE : transport == Transport.SSE ? SSE : POLL;
  }

  public String text() {
    return text;
  }
}
