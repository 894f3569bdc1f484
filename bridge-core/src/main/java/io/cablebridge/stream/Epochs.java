package io.cablebridge.stream;

import java.security.SecureRandom;
import java.util.Base64;

/** Mints the epochs of streams. Thread-safe. */
public final class Epochs {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private Epochs() {}

  /** Eight characters that no other incarnation of a stream has, without a slash. */
  public static String mint() {
    byte[] random = new byte[6];
    RANDOM.nextBytes(random);
    return TEXT.encodeToString(random);
  }
}
