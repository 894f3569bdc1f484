package io.cablebridge.admin;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which addresses of the console change something, and which everybody may see. */
final class Addresses {
  static final String LOGIN = "/login";
  static final String LOGOUT = "/logout";
  static final String DRAIN = "/drain";

  private static final Set<String> READING = ordered("GET", "HEAD");
  private static final Set<String> ACTING = Set.of("POST");
  private static final Set<String> BOTH = ordered("GET", "HEAD", "POST");
  private static final Set<String> OPEN =
      Set.of(HealthHandler.LIVE, HealthHandler.READY, LOGIN, LOGOUT);
  private static final String ASSETS = "/assets/";

  private Addresses() {}

  /** The methods that an address has, whether there is anything at it or not. */
  static Set<String> methods(String path) {
    if (path.equals(LOGIN)) {
      return BOTH;
    }
    return path.equals(LOGOUT) || Wish.at(path) != null ? ACTING : READING;
  }

  /** Whether it shows nothing of the bridge and needs nobody's leave. */
  static boolean isOpen(String path) {
    return OPEN.contains(path) || path.startsWith(ASSETS);
  }

  /** Whether programs ask there, with a password in each request. */
  static boolean isForPrograms(String path) {
    return path.equals(MetricsHandler.PATH) || path.startsWith("/api/");
  }

  private static Set<String> ordered(String... methods) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(methods)));
  }
}
