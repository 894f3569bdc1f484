package io.cablebridge.admin.security;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The methods of the console's paths, and which paths need no login. */
public final class Routes {
  static final String LOGIN = "/login";
  static final String LOGOUT = "/logout";
  public static final String DRAIN = "/drain";
  public static final String LIVE = "/health/live";
  public static final String READY = "/health/ready";
  public static final String METRICS = "/metrics";

  /** The command for a session: its short id, then {@code end} or {@code reconnect}. */
  public static final Pattern SESSION_COMMAND =
      Pattern.compile("/sessions/([^/]+)/(end|reconnect)");

  private static final List<String> READING = List.of("GET", "HEAD");
  private static final List<String> ACTING = List.of("POST");
  private static final List<String> BOTH = List.of("GET", "HEAD", "POST");
  private static final Set<String> OPEN = Set.of(LIVE, READY, LOGIN, LOGOUT);

  private Routes() {}

  /** The methods of a path, even if no page exists there. */
  static List<String> methods(String path) {
    if (path.equals(LOGIN)) {
      return BOTH;
    }
    return path.equals(LOGOUT) || path.equals(DRAIN) || SESSION_COMMAND.matcher(path).matches()
        ? ACTING
        : READING;
  }

  /** Whether the path reveals nothing of the bridge and needs no login. */
  static boolean isOpen(String path) {
    return OPEN.contains(path) || path.startsWith("/assets/");
  }

  /** Whether programs use the path, with a password in each request. */
  static boolean isForPrograms(String path) {
    return path.equals(METRICS) || path.startsWith("/api/");
  }
}
