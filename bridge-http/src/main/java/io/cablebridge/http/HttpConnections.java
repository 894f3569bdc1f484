package io.cablebridge.http;

import io.cablebridge.bounded.HeapShare;
import io.cablebridge.http.exchange.Reloadable;
import io.cablebridge.http.exchange.UnfinishedRequests;
import io.cablebridge.http.request.HttpConfig;
import io.cablebridge.metric.Limit;
import io.cablebridge.time.Time;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.HTTP2Stream;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.component.AbstractLifeCycle;

/**
 * The connections that wait for a request or carry one; a stream that has left HTTP is none of
 * them. Once a second it closes those that have waited too long for a request, its head or its
 * body, and it bounds their number by the heap. Jetty's own idle timeout begins again with each
 * byte. One for the process; the connector starts and stops it. Thread-safe.
 */
@Singleton
final class HttpConnections extends AbstractLifeCycle implements Connection.Listener {
  /** Heap of one connection, about, with its parser; its share of the heap is divided by it. */
  private static final long HEAP_OF_ONE = 4096;

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Reloadable<HttpConfig> config;
  private final UnfinishedRequests unfinished;
  private final Time time;
  private final long max = HeapShare.CONNECTIONS.bytes() / HEAP_OF_ONE;
  private final Set<BoundedConnection> open = ConcurrentHashMap.newKeySet();

  private final Map<HTTP2Connection, BoundedHttp2> http2 = new ConcurrentHashMap<>();

  /** Streams of HTTP/2, which cost about as much as a connection each, as of the last check. */
  private volatile int streams;

  /** Handshakes of TLS that are in progress, and when each began. */
  private final Map<SslConnection, Long> handshakes = new ConcurrentHashMap<>();

  private final LongAdder refused = new LongAdder();
  private Time.Cancellable checks = () -> {};

  @Inject
  HttpConnections(Reloadable<HttpConfig> config, UnfinishedRequests unfinished, Time time) {
    this.config = config;
    this.unfinished = unfinished;
    this.time = time;
  }

  @Override
  protected void doStart() {
    checks = time.every(INTERVAL, this::closeLate);
  }

  @Override
  protected void doStop() {
    checks.cancel();
  }

  UnfinishedRequests unfinished() {
    return unfinished;
  }

  /** Whether there is room for one more connection. */
  boolean admits() {
    boolean room = size() < max;
    if (!room) {
      refused.increment();
    }
    return room;
  }

  private int size() {
    return open.size() + http2.size() + streams;
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof BoundedConnection http) {
      open.add(http);
    } else if (connection instanceof HTTP2Connection multiplexed) {
      if (admits()) {
        http2.put(multiplexed, new BoundedHttp2(multiplexed, time.nanos()));
      } else {
        multiplexed.getEndPoint().close();
      }
    } else if (connection instanceof SslConnection tls) {
      handshakes.put(tls, time.nanos());
    }
  }

  @Override
  public void onClosed(Connection connection) {
    if (connection instanceof BoundedConnection http) {
      open.remove(http);
    } else if (connection instanceof HTTP2Connection multiplexed) {
      BoundedHttp2 ended = http2.remove(multiplexed);
      if (ended != null) {
        ended.closed();
      }
    } else if (connection instanceof SslConnection tls) {
      handshakes.remove(tls);
    }
  }

  private void closeLate() {
    HttpConfig current = config.get();
    long now = time.nanos();
    Duration idle = current.idleTimeout();
    Duration idleNow = size() > max / 2 ? idle.dividedBy(4) : idle;
    open.forEach(one -> one.closeIfLate(now, current.headTimeout(), idleNow));
    closeLateHttp2(now, current.headTimeout(), idleNow);
    handshakes.forEach(
        (tls, began) -> {
          if (!tls.getSSLEngine().getSession().getProtocol().equals("NONE")) {
            handshakes.remove(tls);
          } else if (now - began > current.headTimeout().toNanos()) {
            unfinished.countTooSlow();
            tls.getEndPoint().close();
          }
        });
  }

  private void closeLateHttp2(long now, Duration headTimeout, Duration idleTimeout) {
    int counted = 0;
    for (BoundedHttp2 one : http2.values()) {
      counted += one.streams();
      if (one.closeIfLate(now, headTimeout, idleTimeout)) {
        unfinished.countTooSlow();
      }
    }
    streams = counted;
    unfinished.takeLate().forEach(HttpConnections::expire);
  }

  /** Ends the wait for the rest of a body over HTTP/2; other streams of the connection go on. */
  private static void expire(Request request) {
    if (request.getConnectionMetaData().getConnection() instanceof HTTP2Connection connection) {
      HTTP2Stream stream = connection.getSession().getStream(Integer.parseInt(request.getId()));
      if (stream != null) {
        stream.setIdleTimeout(1);
      }
    }
  }

  /** The memory of the connections as the console lists it. */
  Limit asLimit() {
    return new Limit(
        HeapShare.CONNECTIONS.key(),
        "Bytes of the connections with or without a request, and of the streams of HTTP/2, about"
            + " 4 KiB each"
            + HeapShare.CONNECTIONS.ofHeap()
            + "; event streams over HTTP/1.1 do not count. More connections are closed.",
        HeapShare.CONNECTIONS::bytes,
        () -> size() * HEAP_OF_ONE,
        refused::longValue,
        "bytes");
  }
}
