package io.cablebridge.stream.redis;

import io.cablebridge.time.Time;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a server that is read-only, as the old primary is after a failover: its name may lead to
 * the new primary by now. Created by {@link RedisBroker}; thread-safe.
 */
final class ReadOnlyServer {
  private static final long MIN_STAY = Duration.ofSeconds(3).toNanos();

  private final RedisConnections connections;
  private final Time time;
  private final AtomicLong leftNanos;

  /** The server that was left last; null if none was. */
  private final AtomicReference<@Nullable String> left = new AtomicReference<>();

  ReadOnlyServer(RedisConnections connections, Time time) {
    this.connections = connections;
    this.time = time;
    this.leftNanos = new AtomicLong(time.nanos() - MIN_STAY);
  }

  /**
   * Connects again, at most once in a while. If the name leads to the same server again, only the
   * connection for commands is replaced from then on: readers would gain nothing by another one.
   */
  void leave() {
    long last = leftNanos.get();
    long now = time.nanos();
    if (now - last < MIN_STAY || !leftNanos.compareAndSet(last, now)) {
      return;
    }
    String server = connections.serverId().id();
    boolean again = server.equals(left.getAndSet(server));
    connections.renewCommands(again ? null : "the server is read-only");
    if (!again) {
      connections.renewSubscriber();
    }
  }
}
