package io.cablebridge.demo;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An Action Cable server inside the process, for the demo: a {@code ChatChannel} with rooms, a
 * {@code ClockChannel} that ticks each second, a ping each 3 s. It accepts any origin, because it
 * listens on 127.0.0.1 only. The demo command creates, starts and stops it; it has its own threads.
 */
public final class DemoCable {
  private static final Logger LOG = LoggerFactory.getLogger(DemoCable.class);
  private static final String SUBPROTOCOL = "actioncable-v1-json";
  private static final String PATH = "/cable";
  private static final int PING_SECONDS = 3;

  private final Set<DemoConnection> connections = ConcurrentHashMap.newKeySet();
  private final Server server;
  private final ServerConnector connector;
  private final ScheduledExecutorService clock;

  public DemoCable() {
    QueuedThreadPool threads = new QueuedThreadPool(8, 2);
    threads.setName("demo-cable");
    server = new Server(threads);
    connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(upgrades());
    clock = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "demo-clock"));
  }

  private WebSocketUpgradeHandler upgrades() {
    WebSocketUpgradeHandler upgrades = new WebSocketUpgradeHandler();
    upgrades.addMapping(
        PATH,
        (request, response, callback) -> {
          response.setExtensions(List.of());
          if (request.hasSubProtocol(SUBPROTOCOL)) {
            response.setAcceptedSubProtocol(SUBPROTOCOL);
          }
          return new DemoConnection(connections, DemoChat.user(request));
        });
    return upgrades;
  }

  public void start() throws Exception {
    server.start();
    every(PING_SECONDS, DemoConnection::ping);
    every(1, DemoConnection::tick);
  }

  private void every(int seconds, Consumer<DemoConnection> task) {
    ScheduledFuture<?> unused =
        clock.scheduleAtFixedRate(() -> forAll(task), seconds, seconds, TimeUnit.SECONDS);
  }

  private void forAll(Consumer<DemoConnection> task) {
    try {
      connections.forEach(task);
    } catch (RuntimeException e) {
      LOG.warn("a task of the demo's clock failed", e);
    }
  }

  /** Ends every connection without a close frame, as a killed Rails does. There is no restart. */
  public void stop() throws Exception {
    clock.shutdownNow();
    connections.forEach(DemoConnection::abort);
    server.stop();
  }

  /** The URL for the bridge; valid after the start. */
  public URI cableUri() {
    return URI.create("ws://127.0.0.1:" + connector.getLocalPort() + PATH);
  }
}
