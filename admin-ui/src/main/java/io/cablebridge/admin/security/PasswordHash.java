package io.cablebridge.admin.security;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A hashed password: PBKDF2 with HMAC-SHA256 (RFC 8018) over a random salt of 16 bytes. It is
 * written as {@code pbkdf2-sha256:<iterations>:<salt>:<key>}, the last two in base64url without
 * padding, which needs no quoting in a shell, in YAML or in environment files. Immutable.
 */
public final class PasswordHash {

  /** The minimum that OWASP's Password Storage Cheat Sheet recommends for HMAC-SHA256. */
  public static final int MIN_ITERATIONS = 600_000;

  private static final int MAX_ITERATIONS = 10_000_000;
  private static final int SALT_BYTES = 16;
  private static final int KEY_BYTES = 32;
  private static final String NAME = "pbkdf2-sha256";
  private static final Pattern FORM =
      Pattern.compile(NAME + ":([1-9][0-9]{0,7}):([A-Za-z0-9_-]{22}):([A-Za-z0-9_-]{43})");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final int iterations;
  private final byte[] salt;
  private final byte[] key;

  private PasswordHash(int iterations, byte[] salt, byte[] key) {
    this.iterations = iterations;
    this.salt = salt;
    this.key = key;
  }

  public static PasswordHash of(String password) {
    return of(password, MIN_ITERATIONS);
  }

  static PasswordHash of(String password, int iterations) {
    byte[] salt = random(SALT_BYTES);
    return new PasswordHash(iterations, salt, derive(password, salt, iterations));
  }

  /** A hash that no password matches, and that costs as much to check as others. */
  static PasswordHash ofNone(int iterations) {
    return new PasswordHash(iterations, random(SALT_BYTES), random(KEY_BYTES));
  }

  /** Parses the form of {@link #text}; the message of a failure does not repeat it. */
  public static PasswordHash parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("is not a hash that hash-password makes");
    }
    int iterations = Integer.parseInt(matcher.group(1));
    if (iterations > MAX_ITERATIONS) {
      throw new IllegalArgumentException("has more than " + MAX_ITERATIONS + " iterations");
    }
    Base64.Decoder base64 = Base64.getUrlDecoder();
    return new PasswordHash(
        iterations, base64.decode(matcher.group(2)), base64.decode(matcher.group(3)));
  }

  /** Whether the password matches; takes the same time wherever it differs. */
  boolean matches(String password) {
    return MessageDigest.isEqual(key, derive(password, salt, iterations));
  }

  public int iterations() {
    return iterations;
  }

  public String text() {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    return String.join(
        ":",
        NAME,
        Integer.toString(iterations),
        base64.encodeToString(salt),
        base64.encodeToString(key));
  }

  private static byte[] derive(String password, byte[] salt, int iterations) {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, KEY_BYTES * 8);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has PBKDF2 with HMAC-SHA256.", e);
    } finally {
      spec.clearPassword();
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  @Override
  public String toString() {
    return "****";
  }
}
