package io.cablebridge.admin.security;

import java.util.List;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpCookie.SameSite;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * The cookie of a login: {@code cable_bridge_console}. It ends with the browser session; scripts
 * cannot read it and other sites' pages do not send it. It is {@code Secure} if the browser uses
 * TLS.
 */
final class LoginCookie {
  private static final String NAME = "cable_bridge_console";

  private LoginCookie() {}

  /** The login of a request, null without one. */
  static @Nullable LoginSession login(Request request, LoginSessions logins) {
    String mode = request.getHeaders().get("Sec-Fetch-Mode");
    boolean active = mode == null || mode.equals("navigate");
    for (String id : ids(request)) {
      LoginSession login = logins.find(id, active);
      if (login != null) {
        return login;
      }
    }
    return null;
  }

  static void end(Request request, LoginSessions logins) {
    ids(request).forEach(logins::close);
  }

  static void set(ConsoleExchange exchange, String id) {
    Response.addCookie(exchange.response(), cookie(exchange, id).build());
  }

  static void clear(ConsoleExchange exchange) {
    Response.addCookie(exchange.response(), cookie(exchange, "").maxAge(0).build());
  }

  private static List<String> ids(Request request) {
    return Request.getCookies(request).stream()
        .filter(cookie -> cookie.getName().equals(NAME))
        .map(HttpCookie::getValue)
        .toList();
  }

  private static HttpCookie.Builder cookie(ConsoleExchange exchange, String value) {
    return HttpCookie.build(NAME, value)
        .path("/")
        .httpOnly(true)
        .sameSite(SameSite.STRICT)
        .secure(SameOrigin.isSecure(exchange.request()));
  }
}
