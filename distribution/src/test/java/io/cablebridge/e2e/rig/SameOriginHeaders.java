package io.cablebridge.e2e.rig;

import java.util.stream.Stream;

/** The headers of a page that the bridge's own host delivered. */
public final class SameOriginHeaders {

  private SameOriginHeaders() {}

  /** Puts {@code Origin} before the given headers; one of these replaces it. */
  public static String[] headers(BridgeProcess bridge, String... headers) {
    for (int i = 0; i < headers.length; i += 2) {
      if (headers[i].equalsIgnoreCase("Origin")) {
        return headers;
      }
    }
    return Stream.concat(Stream.of("Origin", bridge.origin()), Stream.of(headers))
        .toArray(String[]::new);
  }
}
