package io.cablebridge.admin.security;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** The name and the password in {@code Authorization: Basic <base64>} (RFC 7617), in UTF-8. */
record BasicCredentials(String user, String password) {
  private static final String SCHEME = "Basic ";

  /** Null if the header is missing or malformed. */
  static @Nullable BasicCredentials of(Request request) {
    String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
      String pair = new String(decoded, StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0
          ? null
          : new BasicCredentials(pair.substring(0, colon), pair.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Without the password and the name, which may be one too. */
  @Override
  public String toString() {
    return "BasicCredentials[****]";
  }
}
