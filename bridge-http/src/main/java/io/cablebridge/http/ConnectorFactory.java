package io.cablebridge.http;

import io.cablebridge.health.FileDescriptors;
import io.cablebridge.http.exchange.RequestCounters;
import io.cablebridge.http.request.HttpConfig;
import io.cablebridge.http.tls.TlsCertificate;
import io.cablebridge.metric.Limit;
import io.cablebridge.time.Time;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * Creates the connector of the public server: what it accepts, and how large buffers and heads may
 * be. One for the process.
 */
final class ConnectorFactory {
  private static final int INPUT_BUFFER = 2 * 1024;
  private static final int KERNEL_BUFFER = 64 * 1024;
  private static final int ACCEPT_QUEUE = 4096;

  /** Ends a read or a write that makes no progress; {@link HttpConnections} has the deadlines. */
  private static final long IDLE_MILLIS = 75_000;

  private final Server server;
  private final HttpConnections connections;
  private final RequestCounters counters;
  private final Time time;

  @Inject
  ConnectorFactory(
      Server server, HttpConnections connections, RequestCounters counters, Time time) {
    this.time = time;
    this.server = server;
    this.counters = counters;
    this.connections = connections;
  }

  /** Creates the connector and adds it to the server, which starts and stops it. */
  ServerConnector create(HttpConfig config, @Nullable TlsCertificate certificate) {
    ServerConnector connector =
        new ReservingConnector(
            server, FileDescriptors.ofThisProcess(), time, protocols(config, certificate));
    connector.setHost(config.host().isEmpty() ? null : config.host());
    connector.setPort(config.port());
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    connector.setAcceptedSendBufferSize(KERNEL_BUFFER);
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.setShutdownIdleTimeout(200);
    connector.addBean(connections);
    server.addConnector(connector);
    return connector;
  }

  private ConnectionFactory[] protocols(HttpConfig config, @Nullable TlsCertificate certificate) {
    HttpConfiguration http = httpConfiguration();
    HttpConnectionFactory http1 = new BoundedConnection.Factory(http, connections);
    http1.setInputBufferSize(INPUT_BUFFER);
    if (certificate == null) {
      return new ConnectionFactory[] {http1};
    }
    SslContextFactory.Server tls = certificate.context();
    // Any host name is accepted in the TLS handshake; base path and origins decide later.
    http.addCustomizer(new SecureRequestCustomizer(false));
    if (!config.tls().http2()) {
      return new ConnectionFactory[] {new SslConnectionFactory(tls, http1.getProtocol()), http1};
    }
    ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
    alpn.setDefaultProtocol(http1.getProtocol());
    HTTP2ServerConnectionFactory http2 = new BoundedHttp2.Factory(http, connections.unfinished());
    http2.setRateControlFactory(Http2RateControl.factory(counters));
    return new ConnectionFactory[] {
      new SslConnectionFactory(tls, alpn.getProtocol()), alpn, http2, http1
    };
  }

  private static HttpConfiguration httpConfiguration() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    http.setOutputAggregationSize(0);
    http.setOutputBufferSize(KERNEL_BUFFER);
    http.setHeaderCacheSize(0);
    http.setRequestHeaderSize(16 * 1024);
    http.setResponseHeaderSize(2 * 1024);
    return http;
  }

  /** The limits of connections and of their unfinished requests, as the console lists them. */
  List<Limit> limits() {
    return List.of(connections.asLimit(), connections.unfinished().asLimit());
  }
}
