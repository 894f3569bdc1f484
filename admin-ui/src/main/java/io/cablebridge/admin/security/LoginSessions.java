package io.cablebridge.admin.security;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All logins, by the 256 random bits in their cookie. They are kept in memory: a restart ends them.
 * At most 100; one more replaces the one that was idle longest. Thread-safe.
 */
public final class LoginSessions {
  private static final int MAX_LOGINS = 100;
  private static final Duration MAX_AGE = Duration.ofHours(12);
  private static final Duration MAX_IDLE = Duration.ofMinutes(30);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final LongSupplier nanos;

  @GuardedBy("this")
  private final Map<String, LoginSession> byId = new HashMap<>();

  public LoginSessions(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Opens a login; returns the id for the cookie. */
  public synchronized String open(Role role) {
    long now = nanos.getAsLong();
    byId.values().removeIf(session -> isOver(session, now));
    if (byId.size() >= MAX_LOGINS) {
      byId.entrySet().stream()
          .max(Comparator.comparingLong(entry -> now - entry.getValue().seenNanos()))
          .map(Map.Entry::getKey)
          .ifPresent(byId::remove);
    }
    String id = randomToken();
    byId.put(id, new LoginSession(role, randomToken(), now, now));
    return id;
  }

  /** A request is active if a person sent it: a page that fetches itself keeps no login alive. */
  public synchronized @Nullable LoginSession find(String id, boolean active) {
    long now = nanos.getAsLong();
    return byId.computeIfPresent(
        id, (any, session) -> isOver(session, now) ? null : active ? session.seenAt(now) : session);
  }

  public synchronized void close(String id) {
    byId.remove(id);
  }

  private static boolean isOver(LoginSession session, long now) {
    return now - session.sinceNanos() >= MAX_AGE.toNanos()
        || now - session.seenNanos() >= MAX_IDLE.toNanos();
  }

  /** 256 random bits in base64url. */
  static String randomToken() {
    byte[] random = new byte[32];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }
}
