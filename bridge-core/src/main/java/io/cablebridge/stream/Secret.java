package io.cablebridge.stream;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.spec.InvalidKeySpecException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key for HMAC-SHA256. An empty one is no key: it signs nothing and verifies nothing, because
 * everybody has it. Immutable; says nothing of itself.
 */
public final class Secret {
  private static final String TURBO_SALT = "turbo/signed_stream_verifier_key";
  private static final int TURBO_ITERATIONS = 1000;
  private static final int TURBO_BITS = 512;
  private static final String HMAC = "HmacSHA256";

  /** No secret at all. */
  public static final Secret NONE = new Secret(new byte[0]);

  private final byte[] key;

  private Secret(byte[] key) {
    this.key = key;
  }

  /** The bytes of a text; none for an empty one. */
  public static Secret of(String text) {
    return new Secret(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The key with which turbo-rails signs names unless it is told another one, from Rails' {@code
   * secret_key_base} (turbo-rails lib/turbo/engine.rb, ActiveSupport::KeyGenerator).
   *
   * @param digest of the application's key generator: {@code SHA1} up to Rails 6.1, {@code SHA256}
   *     with the defaults of 7.0
   */
  public static Secret turboFrom(String secretKeyBase, String digest) {
    if (secretKeyBase.isEmpty()) {
      return NONE;
    }
    PBEKeySpec derivation =
        new PBEKeySpec(
            secretKeyBase.toCharArray(),
            TURBO_SALT.getBytes(StandardCharsets.UTF_8),
            TURBO_ITERATIONS,
            TURBO_BITS);
    try {
      SecretKeyFactory factory = SecretKeyFactory.getInstance("PBKDF2WithHmac" + digest);
      return new Secret(factory.generateSecret(derivation).getEncoded());
    } catch (NoSuchAlgorithmException | InvalidKeySpecException e) {
      throw new IllegalArgumentException("No such digest: " + digest, e);
    }
  }

  public boolean isNone() {
    return key.length == 0;
  }

  /** What this is if it is a secret, else another. */
  public Secret or(Secret other) {
    return isNone() ? other : this;
  }

  /** The HMAC-SHA256 of a text, in lower-case hexadecimal digits. */
  public String sign(String text) {
    return HexFormat.of().formatHex(hmac(text));
  }

  /** The HMAC-SHA256 of a text. */
  public byte[] hmac(String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("There is no secret to sign with", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HMAC-SHA256", e);
    }
  }

  /** Whether this is the signature of a text; in constant time. */
  public boolean verifies(String text, String signature) {
    return !isNone()
        && MessageDigest.isEqual(
            sign(text).getBytes(StandardCharsets.US_ASCII),
            signature.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether a text is this secret; in constant time. Nothing is no secret. */
  public boolean is(String text) {
    return !isNone() && MessageDigest.isEqual(key, text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return isNone() ? "none" : "secret";
  }
}
