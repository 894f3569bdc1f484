package io.cablebridge.http;

import io.cablebridge.time.Time;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections whose peer acknowledges nothing for some time, as after the loss of its
 * network. A heartbeat fits into the buffer of a socket, so its write succeeds, and Linux itself
 * gives up after a quarter of an hour only. {@link PublicServer} calls {@link #check} on a pool
 * thread, because it reads files.
 */
final class UnreachablePeers {
  private static final Logger log = LoggerFactory.getLogger(UnreachablePeers.class);

  /** Between two checks. */
  static final Duration INTERVAL = Duration.ofSeconds(10);

  private final ServerConnector connector;
  private final TcpTable table;
  private final Duration limit;
  private final Time time;

  /** Since when a connection has been found to retransmit; usually empty. */
  private volatile Map<TcpTable.Ends, Long> since = Map.of();

  UnreachablePeers(ServerConnector connector, TcpTable table, Duration limit, Time time) {
    this.connector = connector;
    this.table = table;
    this.limit = limit;
    this.time = time;
  }

  void check() {
    long now = time.nanos();
    Map<TcpTable.Ends, Long> before = since;
    Map<TcpTable.Ends, Long> found = new HashMap<>();
    for (TcpTable.Ends ends : table.retransmitting(connector.getLocalPort())) {
      found.put(ends, before.getOrDefault(ends, now));
    }
    since = found;
    List<EndPoint> unreachable =
        found.values().stream().allMatch(start -> now - start < limit.toNanos())
            ? List.of()
            : connector.getConnectedEndPoints().stream()
                .filter(socket -> now - found.getOrDefault(ends(socket), now) >= limit.toNanos())
                .toList();
    for (EndPoint socket : unreachable) {
      log.info(
          "closed a connection whose peer is unreachable peer={}", socket.getRemoteSocketAddress());
      socket.close(new TimeoutException("the peer acknowledges nothing"));
    }
  }

  private static TcpTable.Ends ends(EndPoint socket) {
    return new TcpTable.Ends(
        (InetSocketAddress) socket.getLocalSocketAddress(),
        (InetSocketAddress) socket.getRemoteSocketAddress());
  }
}
