package io.cablebridge.http.tls;

import java.util.Optional;

/**
 * TLS of the public listener; the keys {@code http.tls.*} and {@code http.http2}.
 *
 * @param certificateFile the certificate and its chain, PEM, the server's own first; default empty,
 *     which means no TLS
 * @param keyFile its private key, PEM, PKCS#8, RSA or EC; may be the same file
 * @param http2 whether HTTP/2 is offered beside HTTP/1.1, by ALPN; default true
 */
public record TlsConfig(String certificateFile, String keyFile, boolean http2) {

  /**
   * Why nothing can be served with the files.
   *
   * @param ofKey whether the key's file is to blame rather than the certificate's
   * @param message ends a sentence that begins with the file's name; holds nothing of the file
   */
  public record Defect(boolean ofKey, String message) {}

  /** Reads the files; empty if they are right, or if there are none. */
  public Optional<Defect> defect() {
    try {
      if (isOn()) {
        KeyMaterial.read(this);
      }
      return Optional.empty();
    } catch (UnusableTlsException e) {
      return Optional.of(new Defect(e.isOfKey(), String.valueOf(e.getMessage())));
    }
  }

  /** Whether the listener speaks TLS. */
  public boolean isOn() {
    return !certificateFile.isEmpty();
  }

  /** The values that hold when nothing is configured. */
  public static TlsConfig defaults() {
    return new TlsConfig("", "", true);
  }
}
