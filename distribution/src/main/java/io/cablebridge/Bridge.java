package io.cablebridge;

import ch.qos.logback.classic.Level;
import io.cablebridge.bounded.HeapShare;
import io.cablebridge.config.BridgeConfig;
import io.cablebridge.config.LogLevel;
import io.cablebridge.engine.Engine;
import io.cablebridge.engine.SessionCapacity;
import io.cablebridge.http.PublicServer;
import io.cablebridge.session.SessionRegistry;
import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running program: starts its parts in the order written here, and stops them in the opposite
 * order after the clients have received their {@code closed} events. One per process; its parts are
 * those of {@link BridgeComponent}.
 */
final class Bridge {
  private static final Logger log = LoggerFactory.getLogger(Bridge.class);

  private final BridgeConfig config;
  private final ConfigReloader reload;
  private final BridgeComponent parts;

  private Bridge(BridgeConfig config, List<Handler> pages, ConfigReloader reload) {
    this.config = config;
    this.reload = reload;
    this.parts = DaggerBridgeComponent.factory().create(config, pages, reload);
  }

  /** Runs until a signal ends the process; returns the exit code of a failed start. */
  static int run(BridgeConfig config, List<Handler> pages, ConfigReloader reload) {
    Bridge bridge = new Bridge(config, pages, reload);
    Signals.on("HUP", bridge::reload);
    Signals.on("USR1", bridge.parts.engine()::beginDrain);
    try {
      bridge.start();
    } catch (Exception e) {
      log.error("The bridge cannot start: {}", reason(e));
      log.debug("The cause", e);
      return 1;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(bridge::stopAndExit, "shutdown"));
    awaitSignal();
    return 0;
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root == failure
        ? String.valueOf(failure.getMessage())
        : failure.getMessage() + ": " + (root.getMessage() == null ? root : root.getMessage());
  }

  private static void awaitSignal() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void start() throws Exception {
    Engine engine = parts.engine();
    PublicServer server = parts.server();
    parts.threads().start();
    parts.scheduler().start();
    HttpLimits limits =
        new HttpLimits(
            () -> reload.running().config(),
            parts.requestCounters().beyondLimits(),
            engine.sessionCounters());
    parts.limits().add(limits.list());
    parts.limits().add(server.limits());
    engine.start();
    listen("admin", config.admin().host(), config.admin().port(), () -> parts.console().start());
    listen("http", config.http().host(), config.http().port(), server::start);
    log.info("listening on port {}, upstream {}", server.port(), config.upstream().url());
  }

  private interface Listener {
    void start() throws Exception;
  }

  /** Starts a listener; if its address cannot be used, the failure names the settings. */
  private static void listen(String section, String host, int port, Listener listener)
      throws Exception {
    try {
      listener.start();
    } catch (IOException | UnresolvedAddressException e) {
      String address = host.isEmpty() ? "every address" : host;
      throw new IOException(
          section + ".port=" + port + " (" + section + ".host=" + address + ") cannot be used", e);
    }
  }

  private void reload() {
    reload.perform(this::adopt);
  }

  private void adopt(BridgeConfig newer) {
    logRisks(newer);
    parts.engine().reconfigure(newer.session(), newer.upstream(), newer.drainTimeout());
    parts.server().reconfigure(newer.http(), newer.publish());
    setLevel("io.cablebridge", newer.logLevel());
    setLevel(Logger.ROOT_LOGGER_NAME, newer.logLevel().ofLibraries());
  }

  /** Sets a level of the running process; {@code logback.xml} sets those of the start. */
  private static void setLevel(String name, LogLevel level) {
    if (LoggerFactory.getLogger(name) instanceof ch.qos.logback.classic.Logger logger) {
      logger.setLevel(Level.valueOf(level.name()));
    }
  }

  /** Logs the risks of a valid configuration, at the start and after a reload. */
  static void logRisks(BridgeConfig config) {
    int sessions = config.session().maxSessions();
    log.info(
        "session backlogs: at most {} MiB by session.max-sessions x session.queue-bytes, limited to"
            + " {} MiB (their share of the heap)",
        ((long) sessions * config.session().queueBytes()) >> 20,
        HeapShare.BACKLOGS.bytes() >> 20);
    SessionCapacity capacity = SessionCapacity.ofThisProcess();
    warnOfFewer("limit of open files", capacity.byFiles(), sessions);
    warnOfFewer("heap", capacity.byHeap(), sessions);
    if (config.http().reflectAnyOrigin()) {
      log.warn("http.cors.reflect-any-origin lets every web page use the sessions of its visitors");
    }
    if (config.names().turbo()
        && !config.names().turboSecret().isPresent()
        && !config.names().turboSecretKeyBase().isPresent()) {
      log.warn("streams.turbo.enabled is on without a secret, so every Turbo stream is refused");
    }
  }

  private static void warnOfFewer(String limit, int room, int sessions) {
    if (room < sessions) {
      log.warn(
          "the {} leaves room for {} sessions, fewer than session.max-sessions ({})",
          limit,
          room,
          sessions);
    }
  }

  /** Exits with 0: a requested stop is not a failure, as the JVM's exit code 143 would report. */
  private void stopAndExit() {
    SessionRegistry sessions = parts.engine().sessions();
    log.info("shutting down: {} sessions", sessions.size());
    sessions.close();
    awaitListeners(sessions);
    stop(parts.server());
    stop(parts.console()::stop);
    stop(parts.engine()::stop);
    LifeCycle.stop(parts.scheduler());
    LifeCycle.stop(parts.threads());
    parts.time().close();
    log.info("stopped");
    NonBlockingAppender.flush();
    Runtime.getRuntime().halt(0);
  }

  /** Until the clients have received their last events; a client that does not read is cut. */
  private void awaitListeners(SessionRegistry sessions) {
    long end = System.nanoTime() + config.shutdownTimeout().toNanos() * 4 / 5;
    while (sessions.directory().listeners() > 0 && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static void stop(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      log.warn("A component failed to stop cleanly: {}", e.toString());
    }
  }
}
