package io.cablebridge.admin.security;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What somebody who has signed in may do. There is one user of each role, named as the role is. */
public enum Role {
  /** Sees everything that the console shows. */
  VIEWER,
  /** Sees everything, and may end sessions, reconnect upstreams and drain the bridge. */
  OPERATOR;

  /** The name to sign in with: {@code viewer} or {@code operator}. */
  public String user() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of this user, if there is such a user. */
  static Optional<Role> of(String user) {
    return Stream.of(values()).filter(role -> role.user().equals(user)).findFirst();
  }
}
