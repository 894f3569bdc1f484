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
 * Decides which web pages may use the API, before anything else and for every method: Rails' own
 * check sees only the Origin that the bridge forwards. Immutable; a reload creates another one.
 */
public final class OriginPolicy {
  private static final String EXPOSED = "X-Session-Id, X-Request-Id";
  private static final String METHODS = "GET, POST, DELETE, OPTIONS";
  private final List<String> allowed;
  private final boolean reflectAny;
  private final String headers;

  /**
   * @param tokenHeader the request header that may hold a token
   */
  public OriginPolicy(List<String> allowed, boolean reflectAny, String tokenHeader) {
    this.headers =
        "Content-Type, Last-Event-ID, X-Anycable-Poll-ID, " + tokenHeader + ", Authorization";
    this.allowed = allowed.stream().map(origin -> origin.toLowerCase(Locale.ROOT)).toList();
    this.reflectAny = reflectAny;
  }

  /**
   * The Origin of a request, which Rails receives.
   *
   * @return null for a request that names none, as those of programs other than browsers
   * @throws ApiException when pages of that origin may not use the API
   */
  public @Nullable String check(Request request, ForwardedClient client) throws ApiException {
    HttpFields headers = request.getHeaders();
    String origin = headers.get(HttpHeader.ORIGIN);
    if (origin != null) {
      if (headers.getFields(HttpHeader.ORIGIN).size() > 1 || !allows(origin, client)) {
        throw refused("Origin");
      }
      return origin;
    }
    String site = headers.get("Sec-Fetch-Site");
    if ("same-origin".equals(site)) {
      return client.origin();
    }
    if (!reflectAny && site != null && !site.equals("none")) {
      throw refused("Sec-Fetch-Site");
    }
    String referer = headers.get(HttpHeader.REFERER);
    if (referer == null) {
      return null;
    }
    String page = originOf(referer);
    if (!reflectAny && (page == null || !allows(page, client))) {
      throw refused("Referer");
    }
    return client.isOwn(page) ? page : null;
  }

  /** Adds the CORS headers to the response of a checked request. */
  public void grant(Request request, HttpFields.Mutable headers) {
    headers.add(HttpHeader.VARY, "Origin");
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    if (origin != null) {
      headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
      headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
      headers.put(HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    }
  }

  /** Adds the further headers of the response to a preflight request. */
  public void preflight(HttpFields.Mutable headers) {
    headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS, this.headers);
    headers.put(HttpHeader.ACCESS_CONTROL_MAX_AGE, "600");
  }

  private boolean allows(String origin, ForwardedClient client) {
    if (reflectAny) {
      return true;
    }
    String lower = origin.toLowerCase(Locale.ROOT);
    return client.isOwn(lower) || allowed.stream().anyMatch(entry -> matches(entry, lower));
  }

  /**
   * Whether an origin is this one, or is below it if it begins with {@code *.} after its scheme.
   */
  private static boolean matches(String entry, String origin) {
    int star = entry.indexOf("*.");
    if (star < 0) {
      return entry.equals(origin);
    }
    String before = entry.substring(0, star);
    String after = entry.substring(star + 1);
    return origin.length() > before.length() + after.length()
        && origin.startsWith(before)
        && origin.endsWith(after)
        && isHostName(origin.substring(before.length(), origin.length() - after.length()));
  }

  /** Labels of lower-case letters, digits and hyphens, separated by single dots. */
  private static boolean isHostName(String text) {
    boolean labels = !text.startsWith(".") && !text.endsWith(".") && !text.contains("..");
    return labels
        && text.chars()
            .allMatch(
                c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.');
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
        "This origin is not allowed (from the "
            + header
            + " header). Add it to http.cors.allowed-origins.");
  }
}
