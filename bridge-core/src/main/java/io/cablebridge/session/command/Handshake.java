package io.cablebridge.session.command;

import io.cablebridge.session.diagnostics.SessionDetail;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What Rails receives of the opening request with every connect of the session. It holds the user's
 * cookies: its {@code toString} shows nothing of them, on purpose.
 *
 * @param query appended to the upstream's query string, without "?"; empty for none
 * @param headers names and values in turn
 * @param goesToRails false for a reader of streams, whose session needs no Rails: the console then
 *     shows its address
 */
public record Handshake(String query, List<String> headers, boolean goesToRails) {
  private static final Set<String> HARMLESS =
      Set.of("user-agent", "accept-language", "origin", "host", "x-real-ip");

  public Handshake {
    headers = List.copyOf(headers);
  }

  public Handshake(String query, List<String> headers) {
    this(query, headers, true);
  }

  public String address() {
    return value("X-Real-IP");
  }

  /** Hostile text; empty without one. */
  public String agent() {
    return value("User-Agent");
  }

  private String value(String name) {
    for (int i = 0; i < headers.size(); i += 2) {
      if (headers.get(i).equals(name)) {
        return headers.get(i + 1);
      }
    }
    return "";
  }

  /** The headers for the console, with the values of harmless ones only. */
  public List<SessionDetail.Header> masked() {
    List<SessionDetail.Header> masked = new ArrayList<>();
    for (int i = 0; goesToRails && i < headers.size(); i += 2) {
      String name = headers.get(i);
      String lower = name.toLowerCase(Locale.ROOT);
      boolean shown = HARMLESS.contains(lower) || lower.startsWith("x-forwarded-");
      masked.add(new SessionDetail.Header(name, shown ? headers.get(i + 1) : "****"));
    }
    return masked;
  }

  @Override
  public String toString() {
    return "Handshake[" + headers.size() / 2 + " headers]";
  }
}
