package io.cablebridge.setting;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * URLs of Rails and of Redis. A URL of Redis may contain a password, so no message repeats such a
 * URL, and a password is written masked.
 */
final class UrlSyntax {
  private static final Pattern USER_AND_PASSWORD =
      Pattern.compile("^([^/]*//)(?:([^/@:]*):)?[^/@]*@");
  private static final String MASK = "****";
  private static final int MAX_PORT = 65_535;

  private UrlSyntax() {}

  static URI parse(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new BadValueException("is not a URL: " + e.getReason());
    }
  }

  /** The URL without its password. Some clients of Redis take a user without a colon for one. */
  static String masked(URI url) {
    return USER_AND_PASSWORD
        .matcher(url.toString())
        .replaceFirst(
            match -> {
              String user = match.group(2);
              return match.group(1) + (user == null ? "" : user + ":") + MASK + "@";
            });
  }

  static @Nullable String webSocketComplaint(URI url) {
    if (!hasScheme(url, "ws")) {
      return "is " + Quoting.quote(url.toString()) + ", but must begin with ws:// or wss://";
    }
    if (url.getUserInfo() != null) {
      return "must not hold a user or a password";
    }
    if (!hasHost(url)) {
      return "is " + Quoting.quote(url.toString()) + ", which names no host";
    }
    return url.getFragment() == null ? null : "must not have a part after #";
  }

  static @Nullable String redisComplaint(URI url) {
    if (!hasScheme(url, "redis")) {
      return "must begin with redis:// or rediss://";
    }
    if (!hasHost(url)) {
      return "names no host";
    }
    String user = url.getRawUserInfo();
    return user != null && user.endsWith(MASK)
        ? "holds " + MASK + ", which print-config shows in place of the password"
        : null;
  }

  /** The scheme, or the one with an {@code s} at its end for TLS. */
  private static boolean hasScheme(URI url, String scheme) {
    return scheme.equalsIgnoreCase(url.getScheme())
        || (scheme + "s").equalsIgnoreCase(url.getScheme());
  }

  private static boolean hasHost(URI url) {
    return url.getHost() != null && url.getPort() <= MAX_PORT;
  }
}
