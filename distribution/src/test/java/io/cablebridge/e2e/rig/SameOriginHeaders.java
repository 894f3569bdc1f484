package io.cablebridge.e2e.rig;

import java.util.stream.Stream;

/** The headers of a request from a page of the bridge's own origin. */
public final class SameOriginHeaders {

  private SameOriginHeaders() {}

  /** Adds {@code Origin} to the given headers, unless they contain one. */
  public static String[] of(BridgeProcess bridge, String... headers) {
    for (int i = 0; i < headers.length; i += 2) {
      if (headers[i].equalsIgnoreCase("Origin")) {
        return headers;
      }
    }
    return Stream.concat(Stream.of("Origin", bridge.origin()), Stream.of(headers))
        .toArray(String[]::new);
  }
}
