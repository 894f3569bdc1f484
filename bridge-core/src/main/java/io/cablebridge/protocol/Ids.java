package io.cablebridge.protocol;

import java.security.SecureRandom;
import java.util.Base64;

/** Creates ids that cannot be guessed. Thread-safe. */
public final class Ids {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private Ids() {}

  /** 128 random bits, 22 characters: an events id or a session_id. */
  public static String session() {
    return mint(16);
  }

  /** 64 random bits, 11 characters: a chan_id, which is not a secret. */
  public static String channel() {
    return mint(8);
  }

  /** The epoch of one incarnation of a stream: eight characters, without a slash. */
  public static String streamEpoch() {
    return mint(6);
  }

  private static String mint(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return TEXT.encodeToString(random);
  }

  /** The name of a session for an operator: the beginning of its session_id. */
  public static String shortId(String epoch) {
    return epoch.substring(0, 8);
  }

  /** The part of an id that may be logged: its first six characters, and never more than half. */
  public static String shortened(String id) {
    return id.substring(0, Math.min(6, id.length() / 2)) + "…";
  }
}
