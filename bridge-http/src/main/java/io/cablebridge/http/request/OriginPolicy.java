package io.cablebridge.http.request;

import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.ErrorCode;
import io.cablebridge.http.exchange.ForwardedClient;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may talk to us, asked before anything else on every verb: Rails' own check is worth
 * only what we forward. Immutable.
 */
public final class OriginPolicy {
  private static final String EXPOSED = "X-Session-Id, X-Request-Id";
  private static final String METHODS = "GET, POST, DELETE, OPTIONS";
  private final List<String> allowed;
  private final boolean reflectAny;
  private final String headers;

  /**
   * @param tokenHeader the header that may hold a token
   */
  public OriginPolicy(List<String> allowed, boolean reflectAny, String tokenHeader) {
    this.headers =
        "Content-Type, Last-Event-ID, X-Anycable-Poll-ID, " + tokenHeader + ", Authorization";
    this.allowed = allowed.stream().map(origin -> origin.toLowerCase(Locale.ROOT)).toList();
    this.reflectAny = reflectAny;
  }

  /**
   * The Origin that a request stands for, which is what Rails will be told.
   *
   * @return null for a client that is no browser and says nothing
   * @throws ApiException when pages of that origin may not talk to us
   */
  public @Nullable String check(Request request, ForwardedClient visitor) throws ApiException {
    HttpFields headers = request.getHeaders();
    String origin = headers.get(HttpHeader.ORIGIN);
    if (origin != null) {
      if (headers.getFields(HttpHeader.ORIGIN).size() > 1 || !allows(origin, visitor)) {
        throw refused("Origin");
      }
      return origin;
    }
    String site = headers.get("Sec-Fetch-Site");
    if ("same-origin".equals(site)) {
      return visitor.origin();
    }
    if (!reflectAny && site != null && !site.equals("none")) {
      throw refused("Sec-Fetch-Site");
    }
    String referer = headers.get(HttpHeader.REFERER);
    if (referer == null) {
      return null;
    }
    String page = originOf(referer);
    if (!reflectAny && (page == null || !allows(page, visitor))) {
      throw refused("Referer");
    }
    return visitor.isOwn(page) ? page : null;
  }

  /** Adds the CORS headers, for a checked request. */
  public void grant(Request request, HttpFields.Mutable headers) {
    headers.add(HttpHeader.VARY, "Origin");
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    if (origin != null) {
      headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
      headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
      headers.put(HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    }
  }

  /** Adds what a preflight asks for besides. */
  public void preflight(HttpFields.Mutable headers) {
    headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS, this.headers);
    headers.put(HttpHeader.ACCESS_CONTROL_MAX_AGE, "600");
  }

  private boolean allows(String origin, ForwardedClient visitor) {
    if (reflectAny) {
      return true;
    }
    String given = origin.toLowerCase(Locale.ROOT);
    return visitor.isOwn(given) || allowed.stream().anyMatch(entry -> matches(entry, given));
  }

  private static boolean matches(String entry, String given) {
    int star = entry.indexOf("*.");
    if (star < 0) {
      return entry.equals(given);
    }
    String before = entry.substring(0, star);
    String after = entry.substring(star + 1);
    return given.length() > before.length() + after.length()
        && given.startsWith(before)
        && given.endsWith(after)
        && given
            .substring(before.length(), given.length() - after.length())
            .matches("[a-z0-9-]+(\\.[a-z0-9-]+)*");
  }

  private static @Nullable String originOf(String url) {
    try {
      URI uri = URI.create(url);
      if (uri.getScheme() == null || uri.getRawAuthority() == null) {
        return null;
      }
      return (uri.getScheme() + "://" + uri.getRawAuthority()).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static ApiException refused(String header) {
    return new ApiException(
        ErrorCode.ORIGIN_NOT_ALLOWED,
        "Pages of this origin may not use the bridge (by the "
            + header
            + " header); http.cors.allowed-origins lists those that may.");
  }
}
