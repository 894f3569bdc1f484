package io.cablebridge.stream;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * Mints epochs: eight characters, safe in a URL and without a slash. One for each incarnation of a
 * stream, so that a number can never mean two messages. Thread-safe.
 */
public final class Epochs {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private Epochs() {}

  public static String mint() {
    byte[] random = new byte[6];
    RANDOM.nextBytes(random);
    return TEXT.encodeToString(random);
  }
}
