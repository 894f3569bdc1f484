package io.cablebridge.http;

import io.cablebridge.http.exchange.Reloadable;
import io.cablebridge.http.publish.PublishConfig;
import io.cablebridge.http.request.HttpConfig;
import io.cablebridge.http.sse.SseConfig;
import io.cablebridge.http.tls.TlsCertificate;
import io.cablebridge.metric.Limit;
import io.cablebridge.time.Time;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/**
 * The public server: one Jetty server with one listener, for HTTP/1.1 without TLS, or with TLS for
 * HTTP/1.1 and, if it is configured, HTTP/2. The program starts it after all other parts and stops
 * it before them.
 */
@Singleton
public final class PublicServer implements AutoCloseable {
  private static final Duration CERTIFICATE_CHECK_INTERVAL = Duration.ofSeconds(10);

  private final Reloadable<HttpConfig> config;
  private final Reloadable<PublishConfig> publishConfig;
  private final Server server;
  private final ServerConnector connector;

  /** Null for HTTP without TLS. */
  private final @Nullable TlsCertificate certificate;

  private final List<Limit> limits;
  private final Time time;
  private final UnreachablePeers unreachable;
  private final List<Time.Cancellable> checks = new ArrayList<>();

  @Inject
  PublicServer(
      Reloadable<HttpConfig> config,
      Reloadable<PublishConfig> publishConfig,
      ConnectorFactory connectors,
      SseConfig streams,
      Time time) {
    this.config = config;
    this.publishConfig = publishConfig;
    this.time = time;
    HttpConfig first = config.get();
    this.certificate = first.tls().isOn() ? new TlsCertificate(first.tls()) : null;
    this.connector = connectors.create(first, certificate);
    this.server = connector.getServer();
    this.limits = connectors.limits();
    unreachable =
        new UnreachablePeers(connector, TcpTable.ofThisSystem(), streams.writeTimeout(), time);
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

  /** The limits of connections and of their unfinished requests, for the console. */
  public List<Limit> limits() {
    return limits;
  }

  @Override
  public void close() throws Exception {
    checks.forEach(Time.Cancellable::cancel);
    server.stop();
  }
}
