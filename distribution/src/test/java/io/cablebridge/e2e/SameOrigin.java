package io.cablebridge.e2e;

import java.util.stream.Stream;

/** The headers of a page that the bridge's own host delivered. */
final class SameOrigin {

  private SameOrigin() {}

  /** Puts {@code Origin} before the given headers; one of these replaces it. */
  static String[] headers(BridgeProcess bridge, String... headers) {
    for (int i = 0; i < headers.length; i += 2) {
      if (headers[i].equalsIgnoreCase("Origin")) {
        return headers;
      }
    }
    return Stream.concat(Stream.of("Origin", bridge.origin()), Stream.of(headers))
        .toArray(String[]::new);
  }
}
