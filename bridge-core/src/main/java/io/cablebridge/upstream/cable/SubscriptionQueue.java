package io.cablebridge.upstream.cable;

import io.cablebridge.protocol.JsonText;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one identifier that must wait, in their order. Rails runs the commands of a
 * connection on several threads, so a {@code message} may only follow a confirmation, and a {@code
 * subscribe} must follow an {@code unsubscribe} at a distance. Part of {@link CommandQueues};
 * exists only while the identifier is unsettled.
 */
final class SubscriptionQueue {
  /** Marks for commands without data. They are not valid JSON objects, as all data is. */
  static final JsonText SUBSCRIBE = JsonText.of("subscribe");

  static final JsonText UNSUBSCRIBE = JsonText.of("unsubscribe");

  private final JsonText identifier;

  /** How often the subscribe in flight was sent; 0 while it waits for a connection. */
  private int tries;

  /** Whether an unsubscribe was sent, and what follows keeps its distance. */
  private boolean coolingDown;

  /** When the subscribe is sent again, or the distance is kept. */
  private long deadlineNanos;

  private @Nullable Deque<JsonText> held;

  SubscriptionQueue(JsonText identifier) {
    this.identifier = identifier;
  }

  JsonText identifier() {
    return identifier;
  }

  int tries() {
    return tries;
  }

  boolean isCoolingDown() {
    return coolingDown;
  }

  boolean isDue(long nanos) {
    return nanos - deadlineNanos >= 0;
  }

  /** A subscribe is next, not sent yet. */
  void begin() {
    coolingDown = false;
    tries = 0;
  }

  /** The subscribe is sent, once more or for the first time. */
  void subscribeSent(long newDeadlineNanos) {
    tries++;
    deadlineNanos = newDeadlineNanos;
  }

  /** An unsubscribe is sent. */
  void unsubscribeSent(long newDeadlineNanos) {
    coolingDown = true;
    tries = 0;
    deadlineNanos = newDeadlineNanos;
  }

  /** The connection is lost, and with it a subscribe in flight. */
  void connectionLost() {
    if (!coolingDown) {
      tries = 0;
    }
  }

  void hold(JsonText command) {
    if (held != null && UNSUBSCRIBE.equals(command) && SUBSCRIBE.equals(held.peekLast())) {
      held.pollLast(); // a client that comes and goes all the time does not fill the queue
      return;
    }
    if (held == null) {
      held = new ArrayDeque<>(4);
    }
    held.add(command);
  }

  @Nullable JsonText next() {
    return held == null ? null : held.poll();
  }

  int heldCommands() {
    return held == null ? 0 : held.size();
  }

  /**
   * Whether an unsubscribe waits behind the subscribe in flight, whose outcome then is of no use.
   */
  boolean isAbandoned() {
    return held != null && held.contains(UNSUBSCRIBE);
  }

  /** Drops what was held for a rejected subscription, up to the next subscribe. */
  void dropHeldForRejected() {
    while (held != null && !held.isEmpty() && !SUBSCRIBE.equals(held.peek())) {
      held.poll();
    }
  }
}
