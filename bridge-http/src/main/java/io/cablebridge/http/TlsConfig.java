package io.cablebridge.http;

/**
 * TLS of the public listener; the keys {@code http.tls.*} and {@code http.http2}.
 *
 * @param certificateFile the certificate and its chain, PEM, the server's own first; default empty,
 *     which means no TLS
 * @param keyFile its private key, PEM, PKCS#8, RSA or EC; may be the same file
 * @param http2 whether HTTP/2 is offered beside HTTP/1.1, by ALPN; default true
 */
public record TlsConfig(String certificateFile, String keyFile, boolean http2) {

  /** Whether the listener speaks TLS. */
  public boolean isOn() {
    return !certificateFile.isEmpty();
  }

  /** The values that hold when nothing is configured. */
  public static TlsConfig defaults() {
    return new TlsConfig("", "", true);
  }
}
