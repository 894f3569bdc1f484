package io.cablebridge.setting;

import io.cablebridge.address.Authority;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * URLs of Rails and of Redis. A URL of Redis may contain a password, so no message repeats such a
 * URL, and a password is written masked.
 */
final class UrlSyntax {
  private static final Pattern USER_AND_PASSWORD = Pattern.compile("^([^/]*//)([^/@:]*:)?[^/@]*@");
  private static final String MASK = "****";

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
    return USER_AND_PASSWORD.matcher(url.toString()).replaceFirst("$1$2" + MASK + "@");
  }

  static void checkWebSocket(URI url) {
    if (!hasScheme(url, "ws")) {
      throw new BadValueException(url.toString(), "but must begin with ws:// or wss://");
    } else if (user(url) != null) {
      throw new BadValueException("must not hold a user or a password");
    } else if (Authority.of(url) == null) {
      throw new BadValueException(url.toString(), "which names no host");
    } else if (url.getFragment() != null) {
      throw new BadValueException("must not have a part after #");
    }
  }

  static void checkRedis(URI url) {
    String user = user(url);
    if (!hasScheme(url, "redis")) {
      throw new BadValueException("must begin with redis:// or rediss://");
    } else if (Authority.of(url) == null) {
      throw new BadValueException("names no host");
    } else if (user != null && user.endsWith(MASK)) {
      throw new BadValueException(
          "holds " + MASK + ", which print-config shows in place of the password");
    }
  }

  /** The scheme, or the one with an {@code s} at its end for TLS. */
  private static boolean hasScheme(URI url, String scheme) {
    return scheme.equalsIgnoreCase(url.getScheme())
        || (scheme + "s").equalsIgnoreCase(url.getScheme());
  }

  private static @Nullable String user(URI url) {
    Authority authority = Authority.of(url);
    return authority == null ? url.getRawUserInfo() : authority.user();
  }
}
