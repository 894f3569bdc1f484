package io.cablebridge.admin.security;

import io.cablebridge.secret.Secret;

/** Hashes that a test can afford to verify often. */
public final class CheapHash {
  private CheapHash() {}

  /** As the configuration holds it. */
  public static Secret of(String password) {
    return Secret.of(PasswordHash.of(password, 1_000).text());
  }
}
