package io.cablebridge.admin.security;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in, by the 256 random bits that his cookie holds. Kept in memory: a restart signs
 * everybody out. At most 100; one more pushes out whoever was idle longest. Thread-safe.
 */
public final class LoginSessions {
  static final int MOST = 100;
  static final Duration LONGEST = Duration.ofHours(12);
  static final Duration LONGEST_IDLE = Duration.ofMinutes(30);

  private static final SecureRandom RANDOM = new SecureRandom();

  private final LongSupplier nanos;
  private final Map<String, LoginSession> byId = new HashMap<>();

  /**
   * @param nanos a clock that never jumps
   */
  public LoginSessions(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Signs in; the id for the cookie. */
  public synchronized String open(Role role) {
    long now = nanos.getAsLong();
    byId.values().removeIf(signIn -> isOver(signIn, now));
    if (byId.size() >= MOST) {
      byId.entrySet().stream()
          .max(Comparator.comparingLong(entry -> now - entry.getValue().seen()))
          .map(Map.Entry::getKey)
          .ifPresent(byId::remove);
    }
    String id = mint();
    byId.put(id, new LoginSession(role, mint(), now));
    return id;
  }

  /**
   * Who that is, null if nobody.
   *
   * @param active whether a person has asked, and not a page by itself, which would never be idle
   */
  public synchronized @Nullable LoginSession find(String id, boolean active) {
    LoginSession signIn = byId.get(id);
    long now = nanos.getAsLong();
    if (signIn == null || isOver(signIn, now)) {
      byId.remove(id);
      return null;
    }
    if (active) {
      signIn.seen(now);
    }
    return signIn;
  }

  /** Signs out. */
  public synchronized void close(String id) {
    byId.remove(id);
  }

  private static boolean isOver(LoginSession signIn, long now) {
    return now - signIn.since() >= LONGEST.toNanos()
        || now - signIn.seen() >= LONGEST_IDLE.toNanos();
  }

  private static String mint() {
    byte[] random = new byte[32];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }
}
