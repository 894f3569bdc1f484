package io.cablebridge.admin;

import io.cablebridge.admin.access.SignIn;
import io.cablebridge.admin.access.SignIns;
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
final class Cookies {
  static final String NAME = "cable_bridge_console";

  private static final String BY_ITSELF = "Sec-Fetch-Mode";

  private Cookies() {}

  /** Whose request that is, null if nobody's who has signed in. */
  static @Nullable SignIn signIn(Request request, SignIns signIns) {
    String mode = request.getHeaders().get(BY_ITSELF);
    boolean active = mode == null || mode.equals("navigate");
    for (HttpCookie cookie : Request.getCookies(request)) {
      if (cookie.getName().equals(NAME)) {
        SignIn signIn = signIns.find(cookie.getValue(), active);
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
  static void take(Request request, Response response, SignIns signIns) {
    end(request, signIns);
    Response.addCookie(response, cookie(request, "").maxAge(0).build());
  }

  static void end(Request request, SignIns signIns) {
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
