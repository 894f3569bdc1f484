package io.cablebridge.admin.security;

import java.time.Duration;

/** What came of a name and a password. */
public sealed interface LoginResult {

  /** They are right. */
  record Admitted(Role role) implements LoginResult {}

  /**
   * They are wrong.
   *
   * @param lock how long nothing more is taken from now on; zero if the next may come at once
   */
  record Wrong(Duration lock) implements LoginResult {}

  /**
   * Nobody has looked at them.
   *
   * @param pause when to try again; more than zero
   */
  record Refused(Duration pause) implements LoginResult {}
}
