package io.cablebridge.http;

import io.cablebridge.http.tls.TlsCertificate;
import io.cablebridge.http.tls.TlsConfig;
import java.util.List;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * What the public listener speaks: HTTP/1.1 in clear, or TLS and in it HTTP/1.1 and, where it is
 * wanted, HTTP/2.
 */
final class PublicProtocols {
  private static final int INPUT_BUFFER = 2 * 1024;

  private PublicProtocols() {}

  /**
   * @param certificate null for none, that is for HTTP in clear
   */
  static List<ConnectionFactory> of(
      TlsConfig tls, @Nullable TlsCertificate certificate, HttpConfiguration configuration) {
    HttpConnectionFactory http1 = new HttpConnectionFactory(configuration);
    http1.setInputBufferSize(INPUT_BUFFER);
    if (certificate == null) {
      return List.of(http1);
    }
    // Any host name may be asked for: which one counts, the base path and the origins say.
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    if (!tls.http2()) {
      return List.of(new SslConnectionFactory(certificate.context(), http1.getProtocol()), http1);
    }
    ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
    alpn.setDefaultProtocol(http1.getProtocol());
    HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(configuration);
    return List.of(
        new SslConnectionFactory(certificate.context(), alpn.getProtocol()), alpn, http2, http1);
  }
}
