package io.cablebridge.stream;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * Creates epochs: eight random characters, safe in a URL and without a slash. Each incarnation of a
 * stream has its own, so that one position never denotes two messages. Thread-safe.
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
