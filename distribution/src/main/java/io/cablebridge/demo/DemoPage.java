package io.cablebridge.demo;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One file of the demo's pages. Immutable, shared by all requests.
 *
 * @param etag with its quotes, as in the header
 */
record DemoPage(String contentType, ByteBuffer bytes, String etag) {

  static DemoPage of(String contentType, byte[] bytes) {
    String etag = '"' + HexFormat.of().formatHex(sha256(bytes), 0, 12) + '"';
    return new DemoPage(contentType, ByteBuffer.wrap(bytes).asReadOnlyBuffer(), etag);
  }

  /** The content; each caller has a position of its own. */
  @Override
  public ByteBuffer bytes() {
    return bytes.duplicate();
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
