package io.cablebridge.stream.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Replaces the connection for commands when it hangs, for example because a balancer between has
 * dropped it. It opens a second one: if Redis answers there and the one in use still does not
 * answer, that one hangs. A Redis that pauses answers on neither. Created by {@link RedisBroker};
 * thread-safe.
 */
final class HungConnectionCheck {
  private final RedisConnections connections;
  private final AtomicBoolean running = new AtomicBoolean();

  HungConnectionCheck(RedisConnections connections) {
    this.connections = connections;
  }

  /** Starts a check, unless one is running or there is no connection. */
  void start() {
    StatefulRedisConnection<String, byte[]> used = connections.commands();
    if (used == null || !running.compareAndSet(false, true)) {
      return;
    }
    connections
        .openCommandConnection()
        .thenCompose(
            fresh -> answers().thenAccept(answers -> connections.replace(used, fresh, answers)))
        .whenComplete((done, failure) -> running.set(false));
  }

  private CompletionStage<Boolean> answers() {
    return connections
        .command(RedisAsyncCommands::ping)
        .handle((pong, failure) -> failure == null || RedisRefusals.errorOf(failure) != null);
  }
}
