package io.cablebridge.admin.security;

import io.cablebridge.secret.Secret;

/**
 * A login that has not ended. {@link LoginSessions} creates and ends it, and guards its times; all
 * else is immutable.
 */
public final class LoginSession {
  private final Role role;
  private final String csrf;
  private final long since;
  private long seen;

  LoginSession(Role role, String csrf, long now) {
    this.role = role;
    this.csrf = csrf;
    this.since = now;
    this.seen = now;
  }

  /** What the login may do. */
  public Role role() {
    return role;
  }

  /** The token that every form of its pages carries (CSRF). */
  public String csrf() {
    return csrf;
  }

  /** Whether a form carries the token. */
  public boolean sent(String token) {
    return Secret.of(csrf).is(token);
  }

  long since() {
    return since;
  }

  long seen() {
    return seen;
  }

  void seen(long now) {
    seen = now;
  }
}
