package io.cablebridge.http.request;

import io.cablebridge.address.HostName;
import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.ErrorCode;
import io.cablebridge.http.exchange.ForwardedClient;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Decides which web pages may use the API, before anything else and for every method: Rails' own
 * check sees only the Origin that the bridge forwards. Created for one request.
 */
public record OriginPolicy(List<String> allowed, boolean reflectAny) {
  /** The origin at the beginning of a URL; what follows may hold any character. */
  private static final Pattern ORIGIN =
      Pattern.compile(
          "([A-Za-z][A-Za-z0-9+.-]*://" + HostName.ANY + HostName.OPTIONAL_PORT + ")(?:[/?#].*)?",
          Pattern.DOTALL);

  /** The Origin that Rails receives; null without one, as from most programs. */
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

  public static void grant(Request request, HttpFields.Mutable headers) {
    headers.add(HttpHeader.VARY, "Origin");
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    if (origin != null) {
      headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
      headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
      headers.put(HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS, "X-Session-Id, X-Request-Id");
    }
  }

  private boolean allows(String origin, ForwardedClient client) {
    String lower = origin.toLowerCase(Locale.ROOT);
    return reflectAny
        || client.isOwn(lower)
        || allowed.stream().anyMatch(entry -> matches(entry.toLowerCase(Locale.ROOT), lower));
  }

  /** Whether an entry, perhaps with {@code *.} after its scheme, covers an origin. */
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
        && HostName.isSubdomain(
            origin.substring(before.length(), origin.length() - after.length()));
  }

  private static @Nullable String originOf(String url) {
    Matcher matcher = ORIGIN.matcher(url);
    return matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : null;
  }

  private static ApiException refused(String header) {
    return new ApiException(
        ErrorCode.ORIGIN_NOT_ALLOWED,
        "This origin is not allowed (from the "
            + header
            + " header). Add it to http.cors.allowed-origins.");
  }
}
