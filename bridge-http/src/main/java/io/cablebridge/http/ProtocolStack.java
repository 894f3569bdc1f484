package io.cablebridge.http;

import io.cablebridge.http.request.HttpConfig;
import io.cablebridge.http.tls.TlsCertificate;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;

/**
 * The protocols of the public listener: HTTP/1.1 without TLS, or TLS with HTTP/1.1 and, if it is
 * configured, HTTP/2.
 */
final class ProtocolStack {
  private static final int INPUT_BUFFER = 2 * 1024;

  private ProtocolStack() {}

  /**
   * @param certificate empty for HTTP without TLS
   */
  static List<ConnectionFactory> of(
      HttpConfig config, Optional<TlsCertificate> certificate, HttpConfiguration http) {
    HttpConnectionFactory http1 = new HttpConnectionFactory(http);
    http1.setInputBufferSize(INPUT_BUFFER);
    if (certificate.isEmpty()) {
      return List.of(http1);
    }
    // Any host name is accepted in the TLS handshake; base path and origins decide later.
    http.addCustomizer(new SecureRequestCustomizer(false));
    if (!config.tls().http2()) {
      return List.of(tls(certificate.get(), http1.getProtocol()), http1);
    }
    ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
    alpn.setDefaultProtocol(http1.getProtocol());
    HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(http);
    return List.of(tls(certificate.get(), alpn.getProtocol()), alpn, http2, http1);
  }

  private static SslConnectionFactory tls(TlsCertificate certificate, String next) {
    return new SslConnectionFactory(certificate.context(), next);
  }
}
