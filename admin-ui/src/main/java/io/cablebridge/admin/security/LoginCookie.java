package io.cablebridge.admin.security;

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
public final class LoginCookie {
  static final String NAME = "cable_bridge_console";

  private static final String FETCH_MODE = "Sec-Fetch-Mode";

  private LoginCookie() {}

  /** The login of a request, null without one. */
  public static @Nullable LoginSession login(Request request, LoginSessions logins) {
    String mode = request.getHeaders().get(FETCH_MODE);
    boolean active = mode == null || mode.equals("navigate");
    for (HttpCookie cookie : Request.getCookies(request)) {
      if (cookie.getName().equals(NAME)) {
        LoginSession login = logins.find(cookie.getValue(), active);
        if (login != null) {
          return login;
        }
      }
    }
    return null;
  }

  static void set(Request request, Response response, String id) {
    Response.addCookie(response, cookie(request, id).build());
  }

  /** Ends the logins of the cookies, and clears the cookie. */
  static void clear(Request request, Response response, LoginSessions logins) {
    end(request, logins);
    Response.addCookie(response, cookie(request, "").maxAge(0).build());
  }

  static void end(Request request, LoginSessions logins) {
    Request.getCookies(request).stream()
        .filter(cookie -> cookie.getName().equals(NAME))
        .forEach(cookie -> logins.close(cookie.getValue()));
  }

  private static HttpCookie.Builder cookie(Request request, String value) {
    return HttpCookie.build(NAME, value)
        .path("/")
        .httpOnly(true)
        .sameSite(SameSite.STRICT)
        .secure(SameOrigin.isSecure(request));
  }
}
