package io.cablebridge.http;

import io.cablebridge.health.FileDescriptors;
import io.cablebridge.http.exchange.Reloadable;
import io.cablebridge.http.publish.PublishConfig;
import io.cablebridge.http.request.HttpConfig;
import io.cablebridge.http.sse.SseConfig;
import io.cablebridge.http.tls.TlsCertificate;
import io.cablebridge.time.Time;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
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
 * The public server: one Jetty server with one listener, for HTTP/1.1 without TLS, or with TLS for
 * HTTP/1.1 and, if it is configured, HTTP/2. The program starts it after all other parts and stops
 * it before them.
 */
@Singleton
public final class PublicServer implements AutoCloseable {
  private static final int INPUT_BUFFER = 2 * 1024;
  private static final int KERNEL_BUFFER = 64 * 1024;
  private static final int ACCEPT_QUEUE = 4096;
  private static final long REQUEST_IDLE_MILLIS = 75_000;
  private static final Duration CERTIFICATE_CHECK_INTERVAL = Duration.ofSeconds(10);

  private final Reloadable<HttpConfig> config;
  private final Reloadable<PublishConfig> publishConfig;
  private final Server server;
  private final ServerConnector connector;

  /** Null for HTTP without TLS. */
  private final @Nullable TlsCertificate certificate;

  private final Time time;
  private final UnreachablePeers unreachable;
  private final List<Time.Cancellable> checks = new ArrayList<>();

  @Inject
  PublicServer(
      Reloadable<HttpConfig> config,
      Reloadable<PublishConfig> publishConfig,
      Server server,
      SseConfig streams,
      Time time) {
    this.config = config;
    this.publishConfig = publishConfig;
    this.server = server;
    this.time = time;
    HttpConfig first = config.get();
    this.certificate = first.tls().isOn() ? new TlsCertificate(first.tls()) : null;
    connector =
        new ReservingConnector(
            server, FileDescriptors.ofThisProcess(), time, protocols(first, certificate));
    connector.setHost(first.host().isEmpty() ? null : first.host());
    connector.setPort(first.port());
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    connector.setAcceptedSendBufferSize(KERNEL_BUFFER);
    connector.setIdleTimeout(REQUEST_IDLE_MILLIS);
    connector.setShutdownIdleTimeout(200);
    server.addConnector(connector);
    unreachable =
        new UnreachablePeers(connector, TcpTable.ofThisSystem(), streams.writeTimeout(), time);
  }

  private static ConnectionFactory[] protocols(
      HttpConfig config, @Nullable TlsCertificate certificate) {
    HttpConfiguration http = httpConfiguration();
    HttpConnectionFactory http1 = new HttpConnectionFactory(http);
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
    return new ConnectionFactory[] {
      new SslConnectionFactory(tls, alpn.getProtocol()),
      alpn,
      new HTTP2ServerConnectionFactory(http),
      http1
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

  /** Replaces the configuration; of it, only what is marked as reloadable takes effect. */
  public void reconfigure(HttpConfig newConfig, PublishConfig newPublishConfig) {
    config.set(newConfig);
    publishConfig.set(newPublishConfig);
  }

  public void start() throws Exception {
    TlsCertificate tls = certificate;
    if (tls != null) {
      tls.load();
      every(CERTIFICATE_CHECK_INTERVAL, tls::reloadIfChanged);
    }
    server.start();
    every(UnreachablePeers.INTERVAL, unreachable::check);
  }

  /** Reading files may block, and the timer's thread must not. */
  private void every(Duration interval, Runnable check) {
    checks.add(time.every(interval, () -> server.getThreadPool().execute(check)));
  }

  /** The actual port, also if port 0 is configured. */
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() throws Exception {
    checks.forEach(Time.Cancellable::cancel);
    server.stop();
  }
}
