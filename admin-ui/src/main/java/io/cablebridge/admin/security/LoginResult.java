package io.cablebridge.admin.security;

import java.time.Duration;

/** The result of a login attempt. */
public sealed interface LoginResult {

  record Admitted(Role role) implements LoginResult {}

  /** A wrong name or password; the lock is how long further attempts are refused, or zero. */
  record Wrong(Duration lock) implements LoginResult {}

  /** The attempt was refused without a check; the pause is more than zero. */
  record Refused(Duration pause) implements LoginResult {}
}
