package io.cablebridge.http;

import io.cablebridge.http.exchange.RequestCounters;
import io.cablebridge.http.publish.PublishConfig;
import io.cablebridge.http.request.HttpConfig;
import io.cablebridge.http.tls.TlsCertificate;
import io.cablebridge.time.Time;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/**
 * The public server: one Jetty server with one listener. The program starts it after all other
 * parts and stops it before them.
 */
@Singleton
public final class PublicServer implements AutoCloseable {
  private static final int KERNEL_BUFFER = 64 * 1024;
  private static final int ACCEPT_QUEUE = 4096;
  private static final long REQUEST_IDLE_MILLIS = 75_000;
  private static final Duration CERTIFICATE_CHECK_INTERVAL = Duration.ofSeconds(10);

  private final Server server;
  private final ServerConnector connector;
  private final PublicHandlers handlers;
  private final Optional<TlsCertificate> certificate;
  private final Time time;
  private Time.@Nullable Cancellable certificateChecks;

  @Inject
  PublicServer(
      HttpConfig config,
      @Named(HttpModule.PUBLIC) Server server,
      Optional<TlsCertificate> certificate,
      PublicHandlers handlers,
      Time time) {
    this.server = server;
    this.certificate = certificate;
    this.handlers = handlers;
    this.time = time;
    ConnectionFactory[] protocols =
        ProtocolStack.of(config, certificate, httpConfiguration())
            .toArray(ConnectionFactory[]::new);
    connector = new ServerConnector(server, null, null, null, 1, 1, protocols);
    connector.setHost(config.host().isEmpty() ? null : config.host());
    connector.setPort(config.port());
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    connector.setAcceptedSendBufferSize(KERNEL_BUFFER);
    connector.setIdleTimeout(REQUEST_IDLE_MILLIS);
    connector.setShutdownIdleTimeout(200);
    server.addConnector(connector);
    server.setErrorHandler(new JettyErrorHandler());
    handlers.addTo(server);
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

  /**
   * Replaces the allowed origins and the limits of bodies; nothing else changes after the start.
   */
  public void reconfigure(HttpConfig newConfig, PublishConfig newPublish) {
    handlers.reconfigure(newConfig, newPublish);
  }

  public void start() throws Exception {
    if (certificate.isPresent()) {
      TlsCertificate tls = certificate.get();
      tls.load();
      // Reading files may block, and the timer's thread must not.
      certificateChecks =
          time.every(
              CERTIFICATE_CHECK_INTERVAL,
              () -> server.getThreadPool().execute(tls::reloadIfChanged));
    }
    server.start();
  }

  /** The port of the listener, also if port 0 is configured. */
  public int port() {
    return connector.getLocalPort();
  }

  public RequestCounters counters() {
    return handlers.counters();
  }

  @Override
  public void close() throws Exception {
    Time.Cancellable checks = certificateChecks;
    if (checks != null) {
      checks.cancel();
    }
    server.stop();
  }
}
