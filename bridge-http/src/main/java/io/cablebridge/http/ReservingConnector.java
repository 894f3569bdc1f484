package io.cablebridge.http;

import io.cablebridge.health.FileDescriptors;
import io.cablebridge.time.LogLimiter;
import io.cablebridge.time.Time;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public listener. It leaves file descriptors for the console, for Rails and for Redis: while
 * too few are free it closes connections without a request, and accepts none until there is room.
 * Clients then wait in the queue of the system. Its one acceptor thread counts.
 */
final class ReservingConnector extends ServerConnector {
  private static final Logger log = LoggerFactory.getLogger(ReservingConnector.class);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long IDLE_MILLIS = 1_000;
  private static final long CLOSED_AT_ONCE = 512;

  private final FileDescriptors files;
  private final LogLimiter shortages;
  private final LogLimiter failures;

  /** How many connections may be accepted before the next count; belongs to the acceptor. */
  private long uncounted;

  ReservingConnector(
      Server server, FileDescriptors files, Time time, ConnectionFactory... protocols) {
    super(server, null, null, null, 1, 1, protocols);
    this.files = files;
    this.shortages = new LogLimiter(time);
    this.failures = new LogLimiter(time);
  }

  @Override
  public void accept(int acceptor) throws IOException {
    if (hasRoom()) {
      super.accept(acceptor);
    } else {
      shortages
          .pass()
          .ifPresent(
              more ->
                  log.warn(
                      "too few file descriptors are free: idle connections are closed, and new"
                          + " ones wait repeated={}",
                      more));
      closeIdle();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /**
   * A count visits each open file. As each client takes two descriptors at most, a quarter of those
   * that are free may be accepted before the next count.
   */
  private boolean hasRoom() {
    if (uncounted > 0) {
      uncounted--;
      return true;
    }
    long available = files.available();
    uncounted = available / 4;
    return available > 0;
  }

  private void closeIdle() {
    getConnectedEndPoints().stream()
        .filter(ReservingConnector::isIdle)
        .limit(CLOSED_AT_ONCE)
        .toList()
        .forEach(EndPoint::close);
  }

  /**
   * Whether a connection waits for a request, or the rest of a request's head. A detached stream
   * has no idle timeout.
   */
  private static boolean isIdle(EndPoint socket) {
    Connection connection =
        socket.getConnection() instanceof SslConnection tls
            ? tls.getSslEndPoint().getConnection()
            : socket.getConnection();
    return connection != null
        && socket.getIdleTimeout() > 0
        && socket.isFillInterested()
        && connection.getMessagesIn() == connection.getMessagesOut()
        && socket instanceof AbstractEndPoint timed
        && timed.getIdleFor() > IDLE_MILLIS;
  }

  /** Jetty's own writes the whole stack each second. */
  @Override
  protected boolean handleAcceptFailure(Throwable failure) {
    if (!isRunning() || failure instanceof InterruptedException) {
      return isRunning();
    }
    failures
        .pass()
        .ifPresent(
            more -> log.warn("no connection can be accepted: {} repeated={}", failure, more));
    LockSupport.parkNanos(PAUSE_NANOS);
    return true;
  }
}
