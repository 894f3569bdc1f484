package io.cablebridge.http;

import io.cablebridge.bounded.HeapBudget;
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
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;

/**
 * The connections that wait for a request or carry one over HTTP/1.1; a stream that has left HTTP
 * is none of them. Once a second it closes those that have waited too long for a request, its head
 * or its body, and it bounds their number by the heap. Jetty's own idle timeout begins again with
 * each byte. One for the process; the connector starts and stops it. Thread-safe.
 */
@Singleton
final class HttpConnections extends AbstractLifeCycle implements Connection.Listener {
  /** Heap of one connection, about, with its parser; a share of the heap is divided by it. */
  private static final long HEAP_OF_ONE = 4096;

  private static final int SHARE_OF_HEAP = 4;
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Reloadable<HttpConfig> config;
  private final UnfinishedRequests unfinished;
  private final Time time;
  private final long max = HeapBudget.ofHeap(SHARE_OF_HEAP).limit() / HEAP_OF_ONE;
  private final Set<BoundedConnection> open = ConcurrentHashMap.newKeySet();

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
    boolean room = open.size() < max;
    if (!room) {
      refused.increment();
    }
    return room;
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof BoundedConnection http) {
      open.add(http);
    } else if (connection instanceof SslConnection tls) {
      handshakes.put(tls, time.nanos());
    }
  }

  @Override
  public void onClosed(Connection connection) {
    if (connection instanceof BoundedConnection http) {
      open.remove(http);
    } else if (connection instanceof SslConnection tls) {
      handshakes.remove(tls);
    }
  }

  private void closeLate() {
    HttpConfig current = config.get();
    long now = time.nanos();
    Duration idle = current.idleTimeout();
    Duration idleNow = open.size() > max / 2 ? idle.dividedBy(4) : idle;
    open.forEach(one -> one.closeIfLate(now, current.headTimeout(), idleNow));
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

  /** The number of connections as the console lists it. */
  Limit asLimit() {
    return new Limit(
        "CABLE_BRIDGE_HEAP (connections)",
        "Connections with or without a request, streams not counted, for which a quarter of the"
            + " heap leaves room; more are closed.",
        () -> max,
        open::size,
        refused::longValue,
        "");
  }
}
