package io.cablebridge.address;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The user, host and port of a URL. {@code java.net.URI} parses a URL whose host has an underscore,
 * but reports no host, and the clients of HTTP and Redis refuse it: they receive {@link #standIn},
 * and the host separately. Immutable.
 *
 * @param user with the password; null for none
 * @param host an IPv6 address is in brackets
 * @param port -1 for none
 */
public record Authority(@Nullable String user, String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:(?<user>[^@]*)@)?(?<host>" + HostName.ANY + ")(?::(?<port>[0-9]{0,5}))?");
  private static final int MAX_PORT = 65_535;

  /** Null if the URL names no host, or a port that does not exist. */
  public static @Nullable Authority of(URI url) {
    Matcher matcher = matcher(url);
    if (!matcher.matches()) {
      return null;
    }
    String digits = matcher.group("port");
    int port = digits == null || digits.isEmpty() ? -1 : Integer.parseInt(digits);
    return port > MAX_PORT
        ? null
        : new Authority(matcher.group("user"), matcher.group("host"), port);
  }

  /** The authority of a URL that has been checked. */
  public static Authority required(URI url) {
    Authority authority = of(url);
    if (authority == null) {
      throw new IllegalArgumentException("The URL names no host.");
    }
    return authority;
  }

  /** The URL with the host {@code host} in place of its own; user, port and the rest are kept. */
  public static URI standIn(URI url) {
    Matcher matcher = matcher(url);
    if (!matcher.matches()) {
      return url;
    }
    String authority = url.getRawAuthority();
    String other =
        authority.substring(0, matcher.start("host"))
            + "host"
            + authority.substring(matcher.end("host"));
    String text = url.toString();
    int at = text.indexOf("//" + authority) + 2;
    return URI.create(text.substring(0, at) + other + text.substring(at + authority.length()));
  }

  private static Matcher matcher(URI url) {
    String authority = url.getRawAuthority();
    return FORM.matcher(authority == null ? "" : authority);
  }
}
