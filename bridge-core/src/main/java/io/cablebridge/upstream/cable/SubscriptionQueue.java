package io.cablebridge.upstream.cable;

import io.cablebridge.protocol.JsonText;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one identifier that must wait, in their order: Rails runs the commands of a
 * connection on several threads, so a {@code message} may only follow a confirmation, and a {@code
 * subscribe} must keep its distance from the {@code unsubscribe} before it. Exists only while
 * something is unsettled; the session's command lock guards it.
 */
final class SubscriptionQueue {
  /** Marks of commands that carry no data; no data is like them, being an object. */
  static final JsonText SUBSCRIBE = JsonText.of("subscribe");

  static final JsonText UNSUBSCRIBE = JsonText.of("unsubscribe");

  final JsonText identifier;

  /** How often the subscribe under way was sent; 0 while it waits for a connection. */
  int tries;

  /** An unsubscribe was sent, and what follows keeps its distance. */
  boolean cooling;

  /** When the subscribe is sent again, or the cooling ends. */
  long deadlineNanos;

  private @Nullable Deque<JsonText> held;

  SubscriptionQueue(JsonText identifier) {
    this.identifier = identifier;
  }

  void hold(JsonText command) {
    if (held != null && UNSUBSCRIBE.equals(command) && SUBSCRIBE.equals(held.peekLast())) {
      held.pollLast(); // who comes and goes all the time piles up nothing
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

  boolean coolingDown() {
    return cooling;
  }

  int heldCommands() {
    return held == null ? 0 : held.size();
  }

  /**
   * Whether an unsubscribe waits behind the subscribe under way, whose outcome then interests
   * nobody.
   */
  boolean abandoned() {
    return held != null && held.contains(UNSUBSCRIBE);
  }

  /** Forgets what was held for a subscription that will never be, up to the next subscribe. */
  void dropHeldForRejected() {
    while (held != null && !held.isEmpty() && !SUBSCRIBE.equals(held.peek())) {
      held.poll();
    }
  }
}
