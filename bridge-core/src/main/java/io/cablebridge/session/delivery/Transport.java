package io.cablebridge.session.delivery;

import java.util.Locale;

/** How a client reads. */
public enum Transport {
  SSE,
  POLL;

  private final String text = name().toLowerCase(Locale.ROOT);

  public String text() {
    return text;
  }
}
