package io.cablebridge.bench.stub;

import java.util.List;

/**
 * One order to send messages at a fixed interval: each step sends one message to the next
 * connection in turn (trickle) or one to each connection (burst). Late steps follow at once. Owned
 * by the stub's loop thread.
 */
final class StubTraffic {
  private final boolean toEach;
  private final long interval;
  private final long startedAt;
  private final MessageFrame message = new MessageFrame();
  private int stepsLeft;
  private long due;
  private int next;
  private long sent;
  private long unsent;

  private StubTraffic(boolean toEach, long interval, int steps) {
    this.toEach = toEach;
    this.interval = interval;
    this.stepsLeft = steps;
    this.startedAt = System.nanoTime();
    this.due = startedAt;
  }

  static StubTraffic trickle(int perSecond, int messages) {
    return new StubTraffic(false, 1_000_000_000L / perSecond, messages);
  }

  static StubTraffic burst(int everyMillis, int rounds) {
    return new StubTraffic(true, everyMillis * 1_000_000L, rounds);
  }

  long due() {
    return due;
  }

  boolean done() {
    return stepsLeft == 0;
  }

  /** The answer to the order. */
  String outcome() {
    return "sent " + sent + " " + unsent + " " + (System.nanoTime() - startedAt);
  }

  void step(List<StubConnection> connections) {
    stepsLeft--;
    due += interval;
    if (connections.isEmpty()) {
      return;
    }
    if (toEach) {
      for (StubConnection connection : connections) {
        sendTo(connection);
      }
    } else {
      next = next >= connections.size() ? 0 : next;
      sendTo(connections.get(next++));
    }
  }

  private void sendTo(StubConnection connection) {
    if (connection.identifier() == null) {
      return;
    }
    if (connection.send(message.of(connection.identifier(), System.nanoTime()))) {
      sent++;
    } else {
      unsent++;
    }
  }
}
