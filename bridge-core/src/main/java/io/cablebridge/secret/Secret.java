package io.cablebridge.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secret bytes, such as a key or a password; {@link #NONE} is their absence. A type of its own, so
 * that a record that holds one cannot print it, and so that comparisons take constant time.
 * Immutable.
 */
public final class Secret {
  /** No secret: it signs nothing, and no signature is valid. */
  public static final Secret NONE = new Secret(new byte[0]);

  private static final String HMAC_SHA256 = "HmacSHA256";

  private final byte[] bytes;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The UTF-8 bytes of a text; an empty one is {@link #NONE}. */
  public static Secret of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A copy of these bytes; an empty array is {@link #NONE}. */
  public static Secret of(byte[] bytes) {
    return bytes.length == 0 ? NONE : new Secret(bytes.clone());
  }

  public boolean isPresent() {
    return bytes.length > 0;
  }

  /** A copy, for libraries that need the key itself. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Whether a text equals this secret, compared in constant time. */
  public boolean is(String text) {
    return isPresent() && MessageDigest.isEqual(bytes, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The HMAC-SHA256 of a text (RFC 2104), in lower-case hexadecimal digits. */
  public String sign(String text) {
    if (!isPresent()) {
      throw new IllegalStateException("Nothing is signed without a secret.");
    }
    try {
      Mac mac = Mac.getInstance(HMAC_SHA256);
      mac.init(new SecretKeySpec(bytes, HMAC_SHA256));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HMAC-SHA256.", e);
    }
  }

  /** Whether a signature is {@link #sign} of the text; false without a secret. */
  public boolean signed(String text, String signature) {
    return isPresent() && of(sign(text)).is(signature);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return isPresent() ? 1 : 0;
  }

  @Override
  public String toString() {
    return isPresent() ? "****" : "";
  }
}
