package io.cablebridge.admin.security;

import io.cablebridge.secret.Secret;

/**
 * Somebody who has signed in and not out again. Made by {@link LoginSessions}, which alone knows
 * its times. Immutable but for these.
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

  /** What he may do. */
  public Role role() {
    return role;
  }

  /** The token that every form of his pages carries. */
  public String csrf() {
    return csrf;
  }

  /** Whether a form carries his token. */
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
