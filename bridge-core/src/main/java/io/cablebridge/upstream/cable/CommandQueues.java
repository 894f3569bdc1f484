package io.cablebridge.upstream.cable;

import io.cablebridge.protocol.CableCodec;
import io.cablebridge.protocol.JsonText;
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

    /** Whether a command of this length may wait for Rails, if it does not read. */
    boolean hasRoomFor(int length);
  }

  /** Tries without an answer, after which a subscribe counts as rejected. */
  private static final int MAX_TRIES = 3;

  private final CableClient client;
  private final Connection connection;
  private boolean open;

  /** Bytes of the actions in all {@link CommandQueue#held}. */
  private int heldBytes;

  /** One for each unsettled identifier; usually the shared empty list. */
  private List<CommandQueue> queues = List.of();

  CommandQueues(CableClient client, Connection connection) {
    this.client = client;
    this.connection = connection;
  }

  /**
   * Subscribes, or holds the command; false if too many wait for an answer. While Rails is silent,
   * a client that comes and goes could fill the queues. Without a connection, the number of
   * subscriptions limits them.
   */
  boolean subscribe(JsonText identifier) {
    CommandQueue queue = find(identifier);
    if (queue != null) {
      queue.hold(CommandQueue.SUBSCRIBE);
    } else if (open
        && (queues.size() >= client.config().maxHeldCommands()
            || !connection.hasRoomFor(identifier.length()))) {
      return refuse();
    } else {
      begin(add(identifier));
    }
    return true;
  }

  void unsubscribe(JsonText identifier) {
    CommandQueue queue = find(identifier);
    if (queue == null) {
      if (open) {
        leave(add(identifier));
      }
    } else if (!open && queue.held.isEmpty()) {
      remove(queue); // Rails has not received it
    } else {
      queue.hold(CommandQueue.UNSUBSCRIBE);
    }
  }

  /** False when the action can neither be sent nor held. */
  boolean perform(JsonText identifier, JsonText data) {
    CommandQueue queue = find(identifier);
    if (queue == null) {
      if (!open) {
        return false;
      }
      return connection.hasRoomFor(identifier.length() + data.length())
          ? connection.send(CableCodec.message(identifier, data))
          : refuse();
    }
    int waiting = queues.stream().mapToInt(each -> each.held.size()).sum();
    if (waiting >= client.config().maxHeldCommands()
        || !client.waitingCommands().admits(heldBytes, data.length())) {
      return refuse();
    }
    count(data.length());
    queue.hold(data);
    return true;
  }

  private boolean refuse() {
    client.counters().counts().increment(CableCount.COMMANDS_REFUSED);
    return false;
  }

  private void count(int bytes) {
    heldBytes += bytes;
    client.waitingCommands().add(bytes);
  }

  private JsonText takeHeld(CommandQueue queue) {
    JsonText next = queue.held.remove(0);
    if (!next.equals(CommandQueue.SUBSCRIBE) && !next.equals(CommandQueue.UNSUBSCRIBE)) {
      count(-next.length());
    }
    return next;
  }

  /** Drops what was held for a rejected subscription, up to the next subscribe. */
  private void dropHeldForRejected(CommandQueue queue) {
    while (!queue.held.isEmpty() && !queue.held.get(0).equals(CommandQueue.SUBSCRIBE)) {
      takeHeld(queue);
    }
  }

  /** The session has ended: nothing is held any longer. */
  void close() {
    open = false;
    queues = List.of();
    count(-heldBytes);
  }

  /** A new connection has no subscriptions yet: sends all of them. */
  void opened(Collection<JsonText> identifiers) {
    open = true;
    for (CommandQueue queue : List.copyOf(queues)) {
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
    CommandQueue queue = find(identifier);
    return queue != null && queue.tries > 0 && !queue.isAbandoned();
  }

  void answered(JsonText identifier, boolean rejected) {
    CommandQueue queue = find(identifier);
    if (queue != null && queue.tries > 0) {
      if (rejected) {
        dropHeldForRejected(queue);
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
    for (CommandQueue queue : List.copyOf(queues)) {
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
        dropHeldForRejected(queue);
        // After an exception in `subscribed` Rails keeps the identifier and ignores further tries:
        // clear it there.
        leave(queue);
      }
    }
    return unanswered;
  }

  private void begin(CommandQueue queue) {
    queue.coolingDown = false;
    queue.tries = 0;
    if (open) {
      trySubscribe(queue);
    }
  }

  private void trySubscribe(CommandQueue queue) {
    queue.tries++;
    queue.deadlineNanos = client.time().nanos() + client.config().subscribeTimeout().toNanos();
    connection.send(CableCodec.subscribe(queue.identifier));
  }

  /** No frame answers an unsubscribe: only distance prevents a race with what follows. */
  private void leave(CommandQueue queue) {
    queue.coolingDown = true;
    queue.tries = 0;
    queue.deadlineNanos = client.time().nanos() + client.config().resubscribeDelay().toNanos();
    connection.send(CableCodec.unsubscribe(queue.identifier));
  }

  /** Sends what was held, up to a subscribe or unsubscribe, which keeps the queue. */
  private void settle(CommandQueue queue) {
    while (!queue.held.isEmpty()) {
      JsonText next = takeHeld(queue);
      if (next.equals(CommandQueue.SUBSCRIBE)) {
        begin(queue);
        return;
      } else if (next.equals(CommandQueue.UNSUBSCRIBE)) {
        leave(queue);
        return;
      }
      connection.send(CableCodec.message(queue.identifier, next));
    }
    remove(queue);
  }

  private void remove(CommandQueue queue) {
    queues.remove(queue);
    if (queues.isEmpty()) {
      queues = List.of();
    }
  }

  private @Nullable CommandQueue find(JsonText identifier) {
    for (int i = 0; i < queues.size(); i++) {
      if (queues.get(i).identifier.equals(identifier)) {
        return queues.get(i);
      }
    }
    return null;
  }

  private CommandQueue add(JsonText identifier) {
    if (queues.isEmpty()) {
      queues = new ArrayList<>(2);
    }
    CommandQueue queue = new CommandQueue(identifier);
    queues.add(queue);
    return queue;
  }
}
