package io.cablebridge.session;

import java.util.List;

/**
 * What of the opening request goes to Rails with every connect of the session. It holds the user's
 * cookies: it has no useful {@code toString}, on purpose.
 *
 * @param query what is appended to the upstream's query string, without "?"; empty for nothing
 * @param headers names and values in turn
 */
public record Handshake(String query, List<String> headers) {
  public Handshake {
    headers = List.copyOf(headers);
  }

  @Override
  public String toString() {
    return "Handshake[" + headers.size() / 2 + " headers]";
  }
}
