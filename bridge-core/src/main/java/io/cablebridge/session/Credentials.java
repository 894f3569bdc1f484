package io.cablebridge.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must be equal between the request that opened a session and every later one, as a digest:
 * SHA-256 over the length-prefixed values, so that no two lists of values share one.
 */
public final class Credentials {
  private final byte[] digest;

  private Credentials(byte[] digest) {
    this.digest = digest;
  }

  /** The values in a fixed order; a missing one is null, which differs from an empty one. */
  public static Credentials of(List<@Nullable String> values) {
    MessageDigest sha = sha256();
    for (String value : values) {
      byte[] bytes = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
      sha.update(ByteBuffer.allocate(4).putInt(value == null ? -1 : bytes.length).flip());
      sha.update(bytes);
    }
    return new Credentials(sha.digest());
  }

  public boolean admits(Credentials other) {
    return MessageDigest.isEqual(digest, other.digest);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
