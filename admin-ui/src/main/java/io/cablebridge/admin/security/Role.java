package io.cablebridge.admin.security;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a login may do. There is one user for each role, named like the role. */
public enum Role {
  /** Sees all pages. */
  VIEWER,
  /** Sees all pages, ends sessions, reconnects upstreams and drains the bridge. */
  OPERATOR;

  /** The user name: {@code viewer} or {@code operator}. */
  public String user() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Role> of(String user) {
    return Stream.of(values()).filter(role -> role.user().equals(user)).findFirst();
  }
}
