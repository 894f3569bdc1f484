package io.cablebridge.session;

import io.cablebridge.session.diagnostics.HeaderSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What of the opening request goes to Rails with every connect of the session. It holds the user's
 * cookies: it has no useful {@code toString}, on purpose.
 *
 * @param query what is appended to the upstream's query string, without "?"; empty for nothing
 * @param headers names and values in turn
 * @param goesToRails false for a reader of streams, who needs no Rails: then it only says who he is
 */
public record Handshake(String query, List<String> headers, boolean goesToRails) {
  private static final Set<String> HARMLESS =
      Set.of("user-agent", "accept-language", "origin", "host", "x-real-ip");

  public Handshake {
    headers = List.copyOf(headers);
  }

  /** One that goes to Rails. */
  public Handshake(String query, List<String> headers) {
    this(query, headers, true);
  }

  /** The client's address as far as we can know it; empty if we do not. */
  String address() {
    return value("X-Real-IP");
  }

  /** What the client calls itself, hostile text; empty if it says nothing. */
  String agent() {
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

  /** For an operator, who is shown the values of harmless headers alone. */
  List<HeaderSnapshot> masked() {
    List<HeaderSnapshot> masked = new ArrayList<>();
    for (int i = 0; goesToRails && i < headers.size(); i += 2) {
      String name = headers.get(i);
      String lower = name.toLowerCase(Locale.ROOT);
      boolean shown = HARMLESS.contains(lower) || lower.startsWith("x-forwarded-");
      masked.add(new HeaderSnapshot(name, shown ? headers.get(i + 1) : "****"));
    }
    return masked;
  }

  @Override
  public String toString() {
    return "Handshake[" + headers.size() / 2 + " headers]";
  }
}
