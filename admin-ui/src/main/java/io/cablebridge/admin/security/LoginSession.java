package io.cablebridge.admin.security;

import io.cablebridge.secret.Secret;

/**
 * A login that has not ended. {@link LoginSessions} creates it, renews it when its user is active,
 * and ends it. Every form of its pages carries the token {@code csrf}. The nanoseconds are of a
 * clock that never jumps.
 */
public record LoginSession(Role role, String csrf, long sinceNanos, long seenNanos) {

  public boolean sent(String token) {
    return Secret.of(csrf).is(token);
  }

  LoginSession seenAt(long nanos) {
    return new LoginSession(role, csrf, sinceNanos, nanos);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "LoginSession[role=" + role + "]";
  }
}
