package io.cablebridge.admin;

import io.cablebridge.admin.metrics.MetricsHandler;
import io.cablebridge.admin.page.ProgramState;
import io.cablebridge.admin.page.Templates;
import io.cablebridge.admin.security.AccessHandler;
import io.cablebridge.admin.security.Audit;
import io.cablebridge.admin.security.HostCheckHandler;
import io.cablebridge.admin.security.LoginHandler;
import io.cablebridge.admin.security.LoginSessions;
import io.cablebridge.admin.security.PasswordAuthenticator;
import io.cablebridge.admin.security.PasswordHash;
import io.cablebridge.admin.security.Role;
import io.cablebridge.admin.security.Routes;
import io.cablebridge.engine.OperatorAccess;
import io.cablebridge.secret.Secret;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's console: its own Jetty server on its own port, with two to eight threads, separate
 * from the public server. The process creates, starts and stops it. On a loopback address reading
 * needs no password; on any other address the configuration must have one.
 */
@Singleton
public final class ConsoleServer {

  private static final Logger LOG = LoggerFactory.getLogger(ConsoleServer.class);
  private static final int MAX_THREADS = 8;
  private static final int MIN_THREADS = 2;
  private static final int IDLE_MILLIS = 30_000;

  private final AdminConfig config;
  private final OperatorAccess engine;
  private final ProgramState program;
  private final PasswordAuthenticator passwords;
  private final Audit audit = new Audit();
  private final LongSupplier nanos;
  private final Server server;
  private final ServerConnector connector;

  @Inject
  public ConsoleServer(AdminConfig config, OperatorAccess engine, ProgramState program) {
    this(config, engine, program, System::nanoTime);
  }

  ConsoleServer(
      AdminConfig config, OperatorAccess engine, ProgramState program, LongSupplier nanos) {
    this.config = config;
    this.engine = engine;
    this.program = program;
    this.passwords = new PasswordAuthenticator(passwords(config), nanos);
    this.nanos = nanos;
    this.server = new Server(threads());
    this.connector = connector(server);
    server.addConnector(connector);
  }

  /** Listens, unless the console is disabled; fails if it is open to others without a password. */
  public void start() throws Exception {
    if (!config.enabled()) {
      return;
    }
    connector.setHost(address());
    connector.setPort(config.port());
    Templates templates = new Templates();
    ErrorPages errors = new ErrorPages(templates);
    server.setHandler(guarded(pages(templates, errors), templates));
    server.setErrorHandler(errors);
    server.start();
    LOG.info("console listens host={} port={}", config.host(), port());
  }

  public void stop() throws Exception {
    server.stop();
  }

  /** The port, or a negative number while the console does not listen. */
  public int port() {
    return connector.getLocalPort();
  }

  private ServletContextHandler pages(Templates templates, ErrorPages errors) {
    ServletContextHandler pages = new ServletContextHandler("/", ServletContextHandler.NO_SESSIONS);
    new ConsolePages(engine, program, nanos).addTo(pages, templates, errors);
    pages.addServlet(new AssetHandler(), AssetHandler.PATHS);
    pages.addServlet(new MetricsHandler(engine, program, audit), Routes.METRICS);
    HealthHandler health = new HealthHandler(engine.health());
    pages.addServlet(health, Routes.LIVE);
    pages.addServlet(health, Routes.READY);
    pages.setErrorHandler(errors);
    return pages;
  }

  /** Before the pages: host check, then access, then login, then commands of operators. */
  Handler guarded(Handler pages, Templates templates) {
    LoginSessions logins = new LoginSessions(nanos);
    HostCheckHandler hostCheck =
        new HostCheckHandler(config.host(), config.hosts(), !config.isLoopback());
    AccessHandler access = new AccessHandler(config.isLoopback(), passwords, logins, audit);
    LoginHandler login = new LoginHandler(passwords, logins, audit, templates);
    ActionHandler actions = new ActionHandler(engine, audit);
    hostCheck.setHandler(access);
    access.setHandler(login);
    login.setHandler(actions);
    actions.setHandler(pages);
    return hostCheck;
  }

  private static Map<Role, PasswordHash> passwords(AdminConfig config) {
    Map<Role, PasswordHash> passwords = new EnumMap<>(Role.class);
    put(passwords, Role.OPERATOR, config.operatorPasswordHash());
    put(passwords, Role.VIEWER, config.viewerPasswordHash());
    return passwords;
  }

  private static void put(Map<Role, PasswordHash> passwords, Role role, Secret hash) {
    if (hash.isPresent()) {
      passwords.put(role, PasswordHash.parse(new String(hash.bytes(), StandardCharsets.UTF_8)));
    }
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS, IDLE_MILLIS);
    threads.setName("console");
    threads.setReservedThreads(0);
    return threads;
  }

  /** No acceptor: the one selector also accepts, which saves a thread. */
  private static ServerConnector connector(Server server) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.addCustomizer(ConsoleServer::endUncertainLength);
    ServerConnector connector = new ServerConnector(server, 0, 1, new HttpConnectionFactory(http));
    connector.setIdleTimeout(IDLE_MILLIS);
    return connector;
  }

  /** HTTP/1.0 has no Transfer-Encoding, so the connection ends with it (RFC 9112 6.1). */
  private static Request endUncertainLength(Request request, HttpFields.Mutable response) {
    boolean uncertain =
        request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_0
            && request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    if (uncertain) {
      response.put(HttpFields.CONNECTION_CLOSE);
    }
    return request;
  }

  /** The address to listen on, null for all. */
  private @Nullable String address() {
    String host = config.host();
    if (!config.isLoopback()) {
      if (!config.hasPassword()) {
        throw new IllegalStateException(
            "admin.host is \""
                + host
                + "\", which is not a loopback address, and there is no password");
      }
      LOG.warn("the console accepts requests from other machines, without TLS of its own");
      return host.isEmpty() ? null : host;
    }
    try {
      InetAddress address = InetAddress.getByName(host);
      if (!address.isLoopbackAddress()) {
        throw new IllegalStateException("admin.host is localhost, which is not a loopback address");
      }
      return address.getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException(
          "admin.host is \"" + host + "\", which is not an address of this machine", e);
    }
  }
}
