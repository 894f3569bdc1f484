package io.cablebridge;

import io.cablebridge.admin.ConsoleServer;
import io.cablebridge.config.BridgeConfig;
import io.cablebridge.engine.Engine;
import io.cablebridge.http.PublicServer;
import io.cablebridge.session.SessionRegistry;
import io.cablebridge.time.SystemTime;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running program: starts its parts in the order written here, and stops them in the opposite
 * order after the clients have received their {@code closed} events. One per process, created by
 * {@link BridgeComponent}.
 */
final class Bridge {
  private static final Logger log = LoggerFactory.getLogger(Bridge.class);

  private final BridgeConfig config;
  private final SystemTime time;
  private final QueuedThreadPool threads;
  private final Scheduler scheduler;
  private final Engine engine;
  private final ConfigReloader reload;
  private final ConsoleServer console;
  private final PublicServer server;

  @Inject
  Bridge(
      BridgeConfig config,
      SystemTime time,
      QueuedThreadPool threads,
      Scheduler scheduler,
      Engine engine,
      ConfigReloader reload,
      ConsoleServer console,
      PublicServer server) {
    this.config = config;
    this.time = time;
    this.threads = threads;
    this.scheduler = scheduler;
    this.engine = engine;
    this.reload = reload;
    this.console = console;
    this.server = server;
  }

  /**
   * Runs until a signal ends the process, which then exits with 0; returns the exit code of a
   * failed start.
   */
  static int run(BridgeConfig config, List<Handler> pages, ConfigReloader reload) {
    Bridge bridge = DaggerBridgeComponent.factory().create(config, pages, reload).bridge();
    Signals.on("HUP", bridge::reload);
    Signals.on("USR1", bridge.engine::beginDrain);
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
        : failure.getMessage() + ": " + root.getMessage();
  }

  private static void awaitSignal() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void start() throws Exception {
    threads.start();
    scheduler.start();
    engine
        .monitoring()
        .limits()
        .add(
            HttpLimits.of(
                () -> reload.running().config(),
                server.counters().beyondLimits(),
                engine.sessionCounters()));
    engine.start();
    console.start();
    server.start();
    log.info("listening on port {}, upstream {}", server.port(), config.upstream().url());
  }

  private void reload() {
    reload.perform(this::adopt);
  }

  /** Gives every part its slice of a new configuration. */
  private void adopt(BridgeConfig newer) {
    ConfigWarnings.log(newer);
    engine.reconfigure(
        newer.session().withAtMost(OpenFileLimit.sessions()),
        newer.upstream(),
        newer.drainTimeout());
    server.reconfigure(newer.http(), newer.publish());
    LogLevels.set(newer.logLevel());
  }

  /**
   * Exits with 0: a requested stop is not a failure, which the JVM's own exit code, 143, would
   * report.
   */
  private void stopAndExit() {
    SessionRegistry sessions = engine.sessions();
    log.info("shutting down: {} sessions", sessions.size());
    sessions.close();
    awaitListeners(sessions, config.shutdownTimeout());
    stop(server::close);
    stop(console::stop);
    stop(engine::stop);
    LifeCycle.stop(scheduler);
    LifeCycle.stop(threads);
    time.close();
    log.info("stopped");
    Runtime.getRuntime().halt(0);
  }

  /**
   * Waits until the clients have received their last events; a client that does not read is cut.
   */
  private void awaitListeners(SessionRegistry sessions, Duration limit) {
    long end = time.nanos() + limit.toNanos() * 4 / 5;
    while (sessions.listeners() > 0 && time.nanos() - end < 0) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static void stop(Stoppable part) {
    try {
      part.stop();
    } catch (Exception e) {
      log.warn("A component failed to stop cleanly: {}", e.toString());
    }
  }

  /** Stops one part. */
  private interface Stoppable {
    void stop() throws Exception;
  }
}
