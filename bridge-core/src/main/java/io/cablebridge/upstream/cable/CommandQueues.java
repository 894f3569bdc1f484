package io.cablebridge.upstream.cable;

import io.cablebridge.protocol.CableCodec;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.time.Time;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order of one connection's commands, which Rails does not keep: it runs the commands of a
 * connection on several threads, answers many mistakes with silence, and an unsubscribe never.
 * Commands of a settled identifier are sent at once; those of an unsettled one wait in its {@link
 * SubscriptionQueue}. Part of a {@link CableUpstream}; the session's command lock guards it.
 */
final class CommandQueues {
  /** Sends commands to Rails. */
  interface Connection {
    /** False if it cannot send it. The next welcome asserts all subscriptions again. */
    boolean send(byte[] command);
  }

  /** Tries without an answer, after which a subscribe counts as rejected. */
  private static final int MAX_TRIES = 3;

  private final CableConfig config;
  private final Time time;
  private final CableCounters counters;
  private final Connection connection;

  private boolean open;

  /** Null while every identifier is settled, which is the usual case. */
  private @Nullable List<SubscriptionQueue> queues;

  CommandQueues(CableConfig config, Time time, CableCounters counters, Connection connection) {
    this.config = config;
    this.time = time;
    this.counters = counters;
    this.connection = connection;
  }

  /**
   * Subscribes, or holds the command; false if too many wait for an answer. While Rails is silent,
   * a client that comes and goes could fill the queues. Without a connection, the number of
   * subscriptions limits them.
   */
  boolean subscribe(JsonText identifier) {
    SubscriptionQueue queue = find(identifier);
    if (queue != null) {
      queue.hold(SubscriptionQueue.SUBSCRIBE);
    } else if (open && all().size() >= config.maxHeldCommands()) {
      counters.counts().increment(CableCount.COMMANDS_REFUSED);
      return false;
    } else {
      begin(add(identifier));
    }
    return true;
  }

  void unsubscribe(JsonText identifier) {
    SubscriptionQueue queue = find(identifier);
    if (queue == null) {
      if (open) {
        leave(add(identifier));
      }
    } else if (!open && queue.heldCommands() == 0) {
      remove(queue); // Rails has not received it
    } else {
      queue.hold(SubscriptionQueue.UNSUBSCRIBE);
    }
  }

  /** False when the action can neither be sent nor held. */
  boolean perform(JsonText identifier, JsonText data) {
    SubscriptionQueue queue = find(identifier);
    if (queue == null) {
      return open && connection.send(CableCodec.message(identifier, data));
    }
    if (all().stream().mapToInt(SubscriptionQueue::heldCommands).sum()
        >= config.maxHeldCommands()) {
      counters.counts().increment(CableCount.COMMANDS_REFUSED);
      return false;
    }
    queue.hold(data);
    return true;
  }

  /** A new connection has no subscriptions yet: sends all of them. */
  void opened(Collection<JsonText> identifiers) {
    open = true;
    for (SubscriptionQueue queue : List.copyOf(all())) {
      if (queue.isCoolingDown()) {
        settle(queue);
      } else {
        trySubscribe(queue);
      }
    }
    for (JsonText identifier : identifiers) {
      if (find(identifier) == null) {
        trySubscribe(add(identifier));
      }
    }
  }

  /** The connection is lost; held commands stay held. */
  void lost() {
    open = false;
    for (SubscriptionQueue queue : all()) {
      queue.connectionLost();
    }
  }

  /** Whether an answer about this identifier is expected, and still of use. */
  boolean awaits(JsonText identifier) {
    SubscriptionQueue queue = find(identifier);
    return queue != null && queue.tries() > 0 && !queue.isAbandoned();
  }

  void confirmed(JsonText identifier) {
    SubscriptionQueue queue = find(identifier);
    if (queue != null && queue.tries() > 0) {
      settle(queue);
    }
  }

  void rejected(JsonText identifier) {
    SubscriptionQueue queue = find(identifier);
    if (queue != null && queue.tries() > 0) {
      queue.dropHeldForRejected();
      settle(queue);
    }
  }

  /** Returns the identifiers whose subscribe had no answer after the last try. */
  List<JsonText> tick(long nanos) {
    if (queues == null || !open) {
      return List.of();
    }
    List<JsonText> unanswered = new ArrayList<>(0);
    for (SubscriptionQueue queue : List.copyOf(all())) {
      if (!queue.isDue(nanos)) {
        continue;
      }
      if (queue.isCoolingDown()) {
        settle(queue);
      } else if (queue.tries() < MAX_TRIES) {
        trySubscribe(queue);
      } else {
        if (!queue.isAbandoned()) {
          unanswered.add(queue.identifier());
        }
        queue.dropHeldForRejected();
        // After an exception in `subscribed` Rails keeps the identifier and ignores further tries:
        // clear it there.
        leave(queue);
      }
    }
    return unanswered;
  }

  private void begin(SubscriptionQueue queue) {
    queue.begin();
    if (open) {
      trySubscribe(queue);
    }
  }

  private void trySubscribe(SubscriptionQueue queue) {
    queue.subscribeSent(time.nanos() + config.subscribeTimeout().toNanos());
    connection.send(CableCodec.subscribe(queue.identifier()));
  }

  /** No frame answers an unsubscribe: only distance prevents a race with what follows. */
  private void leave(SubscriptionQueue queue) {
    queue.unsubscribeSent(time.nanos() + config.resubscribeDelay().toNanos());
    connection.send(CableCodec.unsubscribe(queue.identifier()));
  }

  /**
   * Sends what was held, up to a subscribe or unsubscribe, which keeps the queue; an empty queue
   * ends.
   */
  private void settle(SubscriptionQueue queue) {
    for (JsonText next = queue.next(); next != null; next = queue.next()) {
      if (next.equals(SubscriptionQueue.SUBSCRIBE)) {
        begin(queue);
        return;
      } else if (next.equals(SubscriptionQueue.UNSUBSCRIBE)) {
        leave(queue);
        return;
      }
      connection.send(CableCodec.message(queue.identifier(), next));
    }
    remove(queue);
  }

  private void remove(SubscriptionQueue queue) {
    if (queues != null) {
      queues.remove(queue);
      if (queues.isEmpty()) {
        queues = null;
      }
    }
  }

  private List<SubscriptionQueue> all() {
    return queues == null ? List.of() : queues;
  }

  private @Nullable SubscriptionQueue find(JsonText identifier) {
    if (queues != null) {
      for (SubscriptionQueue queue : queues) {
        if (queue.identifier().equals(identifier)) {
          return queue;
        }
      }
    }
    return null;
  }

  private SubscriptionQueue add(JsonText identifier) {
    if (queues == null) {
      queues = new ArrayList<>(2);
    }
    SubscriptionQueue queue = new SubscriptionQueue(identifier);
    queues.add(queue);
    return queue;
  }
}
