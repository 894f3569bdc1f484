package io.cablebridge.admin.security;

import java.util.regex.Pattern;

/**
 * The syntax of IPv4 and IPv6 addresses. A class of its own, without Jetty: the configuration uses
 * it, and loading a class of Jetty would create a logger before the log levels are known.
 */
public final class LiteralAddress {
  private static final Pattern SYNTAX =
      Pattern.compile("[0-9.]+|\\[?[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*]?");

  private LiteralAddress() {}

  /** Whether a host is an address, which does not depend on a name server. */
  public static boolean matches(String host) {
    return SYNTAX.matcher(host).matches();
  }
}
