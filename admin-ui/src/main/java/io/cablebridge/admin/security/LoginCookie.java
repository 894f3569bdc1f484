package io.cablebridge.admin.security;

import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpCookie.SameSite;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * The cookie of who has signed in: {@code cable_bridge_console}. It ends with the browser, no
 * script reads it and no other site's page sends it; {@code Secure} is added where the browser
 * speaks TLS.
 */
public final class LoginCookie {
  static final String NAME = "cable_bridge_console";

  private static final String BY_ITSELF = "Sec-Fetch-Mode";

  private LoginCookie() {}

  /** Whose request that is, null if nobody's who has signed in. */
  public static @Nullable LoginSession signIn(Request request, LoginSessions signIns) {
    String mode = request.getHeaders().get(BY_ITSELF);
    boolean active = mode == null || mode.equals("navigate");
    for (HttpCookie cookie : Request.getCookies(request)) {
      if (cookie.getName().equals(NAME)) {
        LoginSession signIn = signIns.find(cookie.getValue(), active);
        if (signIn != null) {
          return signIn;
        }
      }
    }
    return null;
  }

  static void give(Request request, Response response, String id) {
    Response.addCookie(response, cookie(request, id).build());
  }

  /** Ends what the cookies name, and takes them away. */
  static void take(Request request, Response response, LoginSessions signIns) {
    end(request, signIns);
    Response.addCookie(response, cookie(request, "").maxAge(0).build());
  }

  static void end(Request request, LoginSessions signIns) {
    Request.getCookies(request).stream()
        .filter(cookie -> cookie.getName().equals(NAME))
        .forEach(cookie -> signIns.close(cookie.getValue()));
  }

  private static HttpCookie.Builder cookie(Request request, String value) {
    return HttpCookie.build(NAME, value)
        .path("/")
        .httpOnly(true)
        .sameSite(SameSite.STRICT)
        .secure(SameOrigin.isSecure(request));
  }
}
