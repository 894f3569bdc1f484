package io.cablebridge.stream.name;

import io.cablebridge.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The key with which turbo-rails signs stream names, unless the application sets its own in {@code
 * config.turbo.signed_stream_verifier_key}. Derived from {@code secret_key_base} as Rails' key
 * generator does: PBKDF2 with 1000 iterations and 64 bytes.
 */
public final class TurboKey {
  private static final byte[] SALT =
      "turbo/signed_stream_verifier_key".getBytes(StandardCharsets.US_ASCII);
  private static final int ITERATIONS = 1000;
  private static final int BITS = 64 * 8;

  private TurboKey() {}

  /** The digest of Rails' key generator. The names themselves are always signed with SHA-256. */
  public enum Digest {
    /** Applications without {@code load_defaults 7.0} or newer, and Rails up to 6.1. */
    SHA1("PBKDF2WithHmacSHA1"),
    /** {@code config.active_support.key_generator_hash_digest_class} since then. */
    SHA256("PBKDF2WithHmacSHA256");

    private final String algorithm;

    Digest(String algorithm) {
      this.algorithm = algorithm;
    }
  }

  /** The key of an application; without its {@code secret_key_base}, no key. */
  public static Secret derived(Secret secretKeyBase, Digest digest) {
    if (!secretKeyBase.isPresent()) {
      return Secret.NONE;
    }
    char[] password = new String(secretKeyBase.bytes(), StandardCharsets.UTF_8).toCharArray();
    try {
      PBEKeySpec spec = new PBEKeySpec(password, SALT, ITERATIONS, BITS);
      return Secret.of(
          SecretKeyFactory.getInstance(digest.algorithm).generateSecret(spec).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has PBKDF2.", e);
    }
  }
}
