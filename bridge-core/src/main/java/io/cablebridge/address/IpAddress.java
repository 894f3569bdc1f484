package io.cablebridge.address;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A literal IPv4 or IPv6 address; a name is none, so nothing is ever looked up. An IPv4 address
 * that is written as IPv6 ({@code ::ffff:10.0.0.6}) is the IPv4 address, and a zone ({@code
 * fe80::1%eth0}) does not count, since it has a meaning on one machine only. Immutable.
 *
 * @param text one notation for each address: IPv6 in that of RFC 5952, without brackets
 */
public record IpAddress(InetAddress address, String text) {
  private static final Pattern V4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(?:\\.(?!$)|$)){4}");
  private static final Pattern V6 =
      Pattern.compile("(?<address>[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:%[A-Za-z0-9._~-]+)?");

  /** A host with or without a port: that of an IPv6 address needs brackets. */
  private static final Pattern WITH_PORT =
      Pattern.compile("(?:\\[(?<v6>[^\\]]*)\\]|(?<v4>[0-9.]+))(?::[0-9]{0,5})?");

  private static final Pattern ZEROS = Pattern.compile("(?<![^:])0(?::0)+(?![^:])");

  public static IpAddress of(InetAddress address) {
    return new IpAddress(address, text(address));
  }

  /** Null for a text that is not an address. */
  public static @Nullable IpAddress parse(String text) {
    Matcher v6 = V6.matcher(text);
    if (v6.matches()) {
      return literal(v6.group("address"));
    }
    return V4.matcher(text).matches() ? literal(text) : null;
  }

  /** An address as proxies write it: with a port or without, IPv6 with brackets or without. */
  public static @Nullable IpAddress parseWithPort(String text) {
    Matcher parts = WITH_PORT.matcher(text);
    if (!parts.matches()) {
      return parse(text);
    }
    String v6 = parts.group("v6");
    return v6 == null ? parse(parts.group("v4")) : v6.contains(":") ? parse(v6) : null;
  }

  /** Java does not look up a text of these characters as a name. */
  private static @Nullable IpAddress literal(String text) {
    try {
      return of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static String text(InetAddress address) {
    String plain = address.getHostAddress();
    if (!(address instanceof Inet6Address)) {
      return plain;
    }
    int zone = plain.indexOf('%');
    String groups = zone < 0 ? plain : plain.substring(0, zone);
    Matcher zeros = ZEROS.matcher(groups);
    int start = 0;
    int end = 0;
    while (zeros.find()) {
      if (zeros.end() - zeros.start() > end - start) {
        start = zeros.start();
        end = zeros.end();
      }
    }
    if (end == 0) {
      return groups;
    }
    String before = groups.substring(0, Math.max(0, start - 1));
    String after = groups.substring(Math.min(groups.length(), end + 1));
    return before + "::" + after;
  }
}
