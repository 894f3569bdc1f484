package io.cablebridge.http.tls;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * The form in which the JDK reads private keys (RFC 5208): version, algorithm, and the key itself,
 * which PKCS#1 (RFC 8017) and SEC1 (RFC 5915) files hold without the other two. The algorithm of a
 * key is that of its certificate, an EC curve included, so it is copied from there. These few bytes
 * do not justify a library: the one that all others use for this adds 8 MiB.
 */
final class Pkcs8 {
  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;
  private static final byte[] VERSION = {0x02, 0x01, 0x00};

  private Pkcs8() {}

  /**
   * Wraps a key of a PKCS#1 or SEC1 file.
   *
   * @param publicKey the key of the certificate as X.509 encodes it: a sequence of the algorithm,
   *     itself a sequence, and the bits of the key
   */
  static byte[] wrap(byte[] key, byte[] publicKey) {
    ByteBuffer x509 = ByteBuffer.wrap(publicKey);
    enter(x509);
    int start = x509.position();
    int length = enter(x509);
    byte[] algorithm = new byte[x509.position() - start + length];
    x509.get(start, algorithm);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(VERSION);
    content.writeBytes(algorithm);
    content.writeBytes(element(OCTET_STRING, key));
    return element(SEQUENCE, content.toByteArray());
  }

  /** Moves behind the tag and the length of an element; returns its length. */
  private static int enter(ByteBuffer der) {
    der.get();
    int first = der.get() & 0xff;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = first & 0x7f; i > 0; i--) {
      length = (length << 8) | (der.get() & 0xff);
    }
    return length;
  }

  /** An element, whose length has as few bytes as possible. */
  private static byte[] element(int tag, byte[] content) {
    int length = content.length;
    if (length > 0xffff) {
      throw new IllegalArgumentException("no key is that long");
    }
    ByteArrayOutputStream der = new ByteArrayOutputStream(4 + length);
    der.write(tag);
    if (length >= 0x80) {
      der.write(length < 0x100 ? 0x81 : 0x82);
    }
    if (length >= 0x100) {
      der.write(length >> 8);
    }
    der.write(length);
    der.writeBytes(content);
    return der.toByteArray();
  }
}
