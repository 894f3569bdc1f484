package io.cablebridge.admin.security;

import java.time.Duration;

/** The result of a login attempt. */
public sealed interface LoginResult {

  /** The name and the password are correct. */
  record Admitted(Role role) implements LoginResult {}

  /**
   * The name or the password is wrong.
   *
   * @param lock how long further attempts are refused from now on; zero if not at all
   */
  record Wrong(Duration lock) implements LoginResult {}

  /**
   * The attempt was refused without a check.
   *
   * @param pause when to try again; more than zero
   */
  record Refused(Duration pause) implements LoginResult {}
}
