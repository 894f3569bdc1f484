package io.cablebridge.demo;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Who a connection of the demo belongs to: the cookie {@code demo_user}, or nobody. A signed-in
 * user speaks under that name, whatever a message says.
 */
record DemoUser(@Nullable String name) {

  private static final String COOKIE = "demo_user";

  static DemoUser of(Request request) {
    for (HttpCookie cookie : Request.getCookies(request)) {
      if (cookie.getName().equals(COOKIE)) {
        return new DemoUser(DemoChat.shorten(decode(cookie.getValue()), DemoChat.MAX_NAME));
      }
    }
    return new DemoUser(null);
  }

  private static String decode(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }

  /** The name to show for someone who calls himself so. */
  String nameOr(String claimed) {
    return name == null ? claimed : name;
  }
}
