package io.cablebridge.admin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's console: its own Jetty server on its own port, with two to eight threads, apart
 * from the listener of the clients. Made and ended by the process; reads what its sources say, once
 * for each answer. It listens on a loopback address only, because it asks for no password.
 */
public final class ConsoleServer {

  private static final Logger LOG = LoggerFactory.getLogger(ConsoleServer.class);
  private static final int MOST_THREADS = 8;
  private static final int FEWEST_THREADS = 2;
  private static final int THREAD_IDLE_MILLIS = 30_000;
  private static final int CONNECTION_IDLE_MILLIS = 30_000;

  private final AdminConfig config;
  private final Sources sources;
  private final Server server;
  private final ServerConnector connector;

  /** Builds the console; nothing listens before {@link #start}. */
  public ConsoleServer(AdminConfig config, Sources sources) {
    this.config = config;
    this.sources = sources;
    this.server = new Server(threads());
    this.connector = connector(server);
    server.addConnector(connector);
  }

  /**
   * Begins to answer, unless the configuration says that there is no console.
   *
   * @throws IllegalStateException if the configured host is not a loopback address
   * @throws Exception if the port cannot be had
   */
  public void start() throws Exception {
    if (!config.enabled()) {
      return;
    }
    connector.setHost(loopback(config.host()).getHostAddress());
    connector.setPort(config.port());
    Templates templates = new Templates();
    ErrorPages errors = new ErrorPages(templates);
    GateHandler gate = new GateHandler(config.host());
    gate.setHandler(pages(templates, errors));
    server.setHandler(gate);
    server.setErrorHandler(errors);
    server.start();
    LOG.info("console listens host={} port={}", config.host(), port());
  }

  /** Stops answering. */
  public void stop() throws Exception {
    server.stop();
  }

  /** The port that is listened on, negative when none is. */
  public int port() {
    return connector.getLocalPort();
  }

  private ServletContextHandler pages(Templates templates, ErrorPages errors) {
    ServletContextHandler pages = new ServletContextHandler("/", ServletContextHandler.NO_SESSIONS);
    Clock clock = Clock.systemUTC();
    OverviewPage overview = new OverviewPage(sources, templates, clock);
    pages.addServlet(overview, OverviewPage.PAGE);
    pages.addServlet(overview, OverviewPage.LIVE);
    ApiHandler api = new ApiHandler(sources, clock);
    pages.addServlet(api, ApiHandler.OVERVIEW);
    pages.addServlet(api, ApiHandler.SESSIONS);
    pages.addServlet(new AssetHandler(), AssetHandler.PATHS);
    pages.addServlet(new MetricsHandler(sources), MetricsHandler.PATH);
    HealthHandler health = new HealthHandler(sources.readiness());
    pages.addServlet(health, HealthHandler.LIVE);
    pages.addServlet(health, HealthHandler.READY);
    pages.setErrorHandler(errors);
    return pages;
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads =
        new QueuedThreadPool(MOST_THREADS, FEWEST_THREADS, THREAD_IDLE_MILLIS);
    threads.setName("console");
    threads.setReservedThreads(0);
    return threads;
  }

  /** No acceptor: the one selector accepts as well, which saves a thread. */
  private static ServerConnector connector(Server server) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, 0, 1, new HttpConnectionFactory(http));
    connector.setIdleTimeout(CONNECTION_IDLE_MILLIS);
    return connector;
  }

  private static InetAddress loopback(String host) throws IOException {
    InetAddress address;
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(
          "admin.host is \"" + host + "\", which is not an address of this machine", e);
    }
    if (!address.isLoopbackAddress()) {
      throw new IllegalStateException(
          "admin.host is \""
              + host
              + "\", which is not a loopback address. The console asks for no password, so it"
              + " listens on 127.0.0.1, ::1 or localhost only; reach it from elsewhere through an"
              + " SSH tunnel.");
    }
    return address;
  }
}
