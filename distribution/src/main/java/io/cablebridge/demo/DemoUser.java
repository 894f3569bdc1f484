package io.cablebridge.demo;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * The user of a demo connection: the cookie {@code demo_user}, or none. The messages of a signed-in
 * user carry that name, whatever name they claim.
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

  /** The user's name; without a user, the claimed one. */
  String nameOr(String claimed) {
    return name == null ? claimed : name;
  }
}
