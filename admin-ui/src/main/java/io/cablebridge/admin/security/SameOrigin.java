package io.cablebridge.admin.security;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;

/**
 * Whether a request comes from a page of the console itself. Browsers declare that with every POST
 * in {@code Sec-Fetch-Site} or {@code Origin}; at least one must be present, and neither may name
 * another site. The scheme is not compared, because a proxy may have terminated TLS.
 */
public final class SameOrigin {
  private static final Pattern ORIGIN =
      Pattern.compile("(https?)://([^/:\\[\\]]+|\\[[^\\]]+\\])(?::([0-9]{1,5}))?");

  private SameOrigin() {}

  public static boolean isOriginOf(Request request) {
    HttpFields headers = request.getHeaders();
    String site = headers.get("Sec-Fetch-Site");
    String origin = headers.get(HttpHeader.ORIGIN);
    return (site != null || origin != null)
        && (site == null || site.equals("same-origin"))
        && (origin == null || names(origin, request.getHttpURI()));
  }

  /** Whether the browser uses TLS, even if a proxy terminates it. */
  static boolean isSecure(Request request) {
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    return origin != null && origin.startsWith("https://");
  }

  private static boolean names(String origin, HttpURI uri) {
    Matcher matcher = ORIGIN.matcher(origin);
    if (!matcher.matches() || !matcher.group(2).equalsIgnoreCase(uri.getHost())) {
      return false;
    }
    int standard = matcher.group(1).equals("https") ? 443 : 80;
    String given = matcher.group(3);
    int port = given == null ? standard : Integer.parseInt(given);
    return port == (uri.getPort() > 0 ? uri.getPort() : standard);
  }
}
