package io.cablebridge.address;

import java.util.regex.Pattern;

/**
 * The one syntax of hosts: names with letters, digits, hyphens and underscores, and addresses, IPv6
 * in brackets. Docker Compose and Swarm name services with an underscore, and resolvers and
 * browsers take such names; {@code java.net.URI} does not.
 */
public final class HostName {
  private static final String LABEL = "[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?";

  /** Possessive, which takes no stack: a client may send thousands of labels. */
  private static final String LABELS = LABEL + "(?:\\." + LABEL + ")*+";

  /** A regular expression; an IPv4 address has the form of a name. */
  public static final String NAME = LABELS + "\\.?";

  public static final String BRACKETED_V6 = "\\[[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*\\]";
  public static final String ANY = "(?:" + NAME + "|" + BRACKETED_V6 + ")";
  public static final String OPTIONAL_PORT = "(?::[0-9]{1,5})?";

  private static final Pattern LABELS_ALONE = Pattern.compile(LABELS);
  private static final Pattern WITH_PORT = Pattern.compile(ANY + OPTIONAL_PORT);

  private HostName() {}

  /** Whether a text is the part of a name before a dot. */
  public static boolean isSubdomain(String text) {
    return LABELS_ALONE.matcher(text).matches();
  }

  /** Whether a text is a host with or without a port, as in the {@code Host} header. */
  public static boolean matchesWithPort(String text) {
    return WITH_PORT.matcher(text).matches();
  }
}
