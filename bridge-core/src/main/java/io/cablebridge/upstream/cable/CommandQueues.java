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
 * connection on several threads, answers many mistakes with silence, and an unsubscribe never. So a
 * {@code message} may only follow a confirmation, and a {@code subscribe} must follow an {@code
 * unsubscribe} at a distance. Commands of a settled identifier are sent at once; those of an
 * unsettled one wait in its queue. Part of a {@link CableUpstream}; the session's command lock
 * guards it.
 */
final class CommandQueues {
  /** Sends commands to Rails. */
  interface Connection {
    /** False if it cannot send it. The next welcome asserts all subscriptions again. */
    boolean send(byte[] command);
  }

  /** Tries without an answer, after which a subscribe counts as rejected. */
  private static final int MAX_TRIES = 3;

  /** Marks for commands without data. They are not valid JSON objects, as all data is. */
  private static final JsonText SUBSCRIBE = JsonText.of("subscribe");

  private static final JsonText UNSUBSCRIBE = JsonText.of("unsubscribe");

  private final CableConfig config;
  private final Time time;
  private final CableCounters counters;
  private final Connection connection;
  private boolean open;

  /** One for each unsettled identifier; usually the shared empty list. */
  private List<Queue> queues = List.of();

  CommandQueues(CableConfig config, Time time, CableCounters counters, Connection connection) {
    this.config = config;
    this.time = time;
    this.counters = counters;
    this.connection = connection;
  }

  /** The commands of one unsettled identifier that must wait, in their order. */
  private static final class Queue {
    private final JsonText identifier;

    /** How often the subscribe in flight was sent; 0 while it waits for a connection. */
    private int tries;

    /** Whether an unsubscribe was sent, and what follows keeps its distance. */
    private boolean coolingDown;

    /** When the subscribe is sent again, or the distance is kept. */
    private long deadlineNanos;

    private List<JsonText> held = List.of();

    Queue(JsonText identifier) {
      this.identifier = identifier;
    }

    void hold(JsonText command) {
      int last = held.size() - 1;
      if (last >= 0 && command.equals(UNSUBSCRIBE) && held.get(last).equals(SUBSCRIBE)) {
        held.remove(last); // a client that comes and goes all the time does not fill the queue
        return;
      }
      if (held.isEmpty()) {
        held = new ArrayList<>(4);
      }
      held.add(command);
    }

    /** Whether an unsubscribe waits behind the subscribe, whose outcome then is of no use. */
    boolean isAbandoned() {
      return held.contains(UNSUBSCRIBE);
    }

    /** Drops what was held for a rejected subscription, up to the next subscribe. */
    void dropHeldForRejected() {
      while (!held.isEmpty() && !held.get(0).equals(SUBSCRIBE)) {
        held.remove(0);
      }
    }
  }

  /**
   * Subscribes, or holds the command; false if too many wait for an answer. While Rails is silent,
   * a client that comes and goes could fill the queues. Without a connection, the number of
   * subscriptions limits them.
   */
  boolean subscribe(JsonText identifier) {
    Queue queue = find(identifier);
    if (queue != null) {
      queue.hold(SUBSCRIBE);
    } else if (open && queues.size() >= config.maxHeldCommands()) {
      counters.counts().increment(CableCount.COMMANDS_REFUSED);
      return false;
    } else {
      begin(add(identifier));
    }
    return true;
  }

  void unsubscribe(JsonText identifier) {
    Queue queue = find(identifier);
    if (queue == null) {
      if (open) {
        leave(add(identifier));
      }
    } else if (!open && queue.held.isEmpty()) {
      remove(queue); // Rails has not received it
    } else {
      queue.hold(UNSUBSCRIBE);
    }
  }

  /** False when the action can neither be sent nor held. */
  boolean perform(JsonText identifier, JsonText data) {
    Queue queue = find(identifier);
    if (queue == null) {
      return open && connection.send(CableCodec.message(identifier, data));
    }
    if (queues.stream().mapToInt(each -> each.held.size()).sum() >= config.maxHeldCommands()) {
      counters.counts().increment(CableCount.COMMANDS_REFUSED);
      return false;
    }
    queue.hold(data);
    return true;
  }

  /** A new connection has no subscriptions yet: sends all of them. */
  void opened(Collection<JsonText> identifiers) {
    open = true;
    for (Queue queue : List.copyOf(queues)) {
      if (queue.coolingDown) {
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

  /** The connection is lost, and with it each subscribe in flight; held commands stay held. */
  void lost() {
    open = false;
    queues.forEach(queue -> queue.tries = 0);
  }

  /** Whether an answer about this identifier is expected, and still of use. */
  boolean awaits(JsonText identifier) {
    Queue queue = find(identifier);
    return queue != null && queue.tries > 0 && !queue.isAbandoned();
  }

  void answered(JsonText identifier, boolean rejected) {
    Queue queue = find(identifier);
    if (queue != null && queue.tries > 0) {
      if (rejected) {
        queue.dropHeldForRejected();
      }
      settle(queue);
    }
  }

  /** Returns the identifiers whose subscribe had no answer after the last try. */
  List<JsonText> tick(long nanos) {
    if (queues.isEmpty() || !open) {
      return List.of();
    }
    List<JsonText> unanswered = new ArrayList<>(0);
    for (Queue queue : List.copyOf(queues)) {
      if (nanos - queue.deadlineNanos < 0) {
        continue;
      }
      if (queue.coolingDown) {
        settle(queue);
      } else if (queue.tries < MAX_TRIES) {
        trySubscribe(queue);
      } else {
        if (!queue.isAbandoned()) {
          unanswered.add(queue.identifier);
        }
        queue.dropHeldForRejected();
        // After an exception in `subscribed` Rails keeps the identifier and ignores further tries:
        // clear it there.
        leave(queue);
      }
    }
    return unanswered;
  }

  private void begin(Queue queue) {
    queue.coolingDown = false;
    queue.tries = 0;
    if (open) {
      trySubscribe(queue);
    }
  }

  private void trySubscribe(Queue queue) {
    queue.tries++;
    queue.deadlineNanos = time.nanos() + config.subscribeTimeout().toNanos();
    connection.send(CableCodec.subscribe(queue.identifier));
  }

  /** No frame answers an unsubscribe: only distance prevents a race with what follows. */
  private void leave(Queue queue) {
    queue.coolingDown = true;
    queue.tries = 0;
    queue.deadlineNanos = time.nanos() + config.resubscribeDelay().toNanos();
    connection.send(CableCodec.unsubscribe(queue.identifier));
  }

  /** Sends what was held, up to a subscribe or unsubscribe, which keeps the queue. */
  private void settle(Queue queue) {
    while (!queue.held.isEmpty()) {
      JsonText next = queue.held.remove(0);
      if (next.equals(SUBSCRIBE)) {
        begin(queue);
        return;
      } else if (next.equals(UNSUBSCRIBE)) {
        leave(queue);
        return;
      }
      connection.send(CableCodec.message(queue.identifier, next));
    }
    remove(queue);
  }

  private void remove(Queue queue) {
    queues.remove(queue);
    if (queues.isEmpty()) {
      queues = List.of();
    }
  }

  private @Nullable Queue find(JsonText identifier) {
    for (int i = 0; i < queues.size(); i++) {
      if (queues.get(i).identifier.equals(identifier)) {
        return queues.get(i);
      }
    }
    return null;
  }

  private Queue add(JsonText identifier) {
    if (queues.isEmpty()) {
      queues = new ArrayList<>(2);
    }
    Queue queue = new Queue(identifier);
    queues.add(queue);
    return queue;
  }
}
