package io.cablebridge.upstream.cable;

import io.cablebridge.protocol.JsonText;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands of one unsettled identifier that must wait, in their order. Part of {@link
 * CommandQueues}; the session's command lock guards it.
 */
final class CommandQueue {
  /** Marks for commands without data. They are not valid JSON objects, as all data is. */
  static final JsonText SUBSCRIBE = JsonText.of("subscribe");

  static final JsonText UNSUBSCRIBE = JsonText.of("unsubscribe");

  final JsonText identifier;

  /** How often the subscribe in flight was sent; 0 while it waits for a connection. */
  int tries;

  /** Whether an unsubscribe was sent, and what follows keeps its distance. */
  boolean coolingDown;

  /** When the subscribe is sent again, or the distance is kept. */
  long deadlineNanos;

  List<JsonText> held = List.of();

  CommandQueue(JsonText identifier) {
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
}
