package io.cablebridge.upstream.cable;

import io.cablebridge.protocol.CableCodec;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.time.Time;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order of one upstream's commands, which Rails itself does not keep: it runs the commands of a
 * connection on several threads, answers many mistakes with silence, and an unsubscribe never.
 * Commands of a settled identifier go straight out; those of an unsettled one wait in its {@link
 * SubscriptionQueue}. Part of a {@link CableUpstream}; the session's command lock guards it.
 */
final class CommandQueues {
  /** What commands go out by. */
  interface Connection {
    /** Sends a command, or says that it cannot; what cannot be sent is asserted again later. */
    boolean send(byte[] command);
  }

  /** After so many tries without an answer a subscribe counts as rejected. */
  private static final int MAX_TRIES = 3;

  private final CableConfig config;
  private final Time time;
  private final CableCounters counters;
  private final Connection connection;
  private boolean open;

  /** Null while every identifier is settled, as it mostly is. */
  private @Nullable List<SubscriptionQueue> lanes;

  CommandQueues(CableConfig config, Time time, CableCounters counters, Connection connection) {
    this.config = config;
    this.time = time;
    this.counters = counters;
    this.connection = connection;
  }

  /**
   * False when too many wait for an answer: while Rails is silent, who comes and goes would pile
   * them up. While it is away there are no more than subscriptions.
   */
  boolean subscribe(JsonText identifier) {
    SubscriptionQueue lane = find(identifier);
    if (lane != null) {
      lane.hold(SubscriptionQueue.SUBSCRIBE);
    } else if (open && all().size() >= config.maxHeldCommands()) {
      counters.counts().increment(CableCount.COMMANDS_REFUSED);
      return false;
    } else {
      begin(add(identifier));
    }
    return true;
  }

  void unsubscribe(JsonText identifier) {
    SubscriptionQueue lane = find(identifier);
    if (lane == null) {
      if (open) {
        leave(add(identifier));
      }
    } else if (!open && lane.heldCommands() == 0) {
      remove(lane); // Rails has never heard of it
    } else {
      lane.hold(SubscriptionQueue.UNSUBSCRIBE);
    }
  }

  /** False when the action can neither be sent nor held. */
  boolean perform(JsonText identifier, JsonText data) {
    SubscriptionQueue lane = find(identifier);
    if (lane == null) {
      return open && connection.send(CableCodec.message(identifier, data));
    }
    if (all().stream().mapToInt(SubscriptionQueue::heldCommands).sum()
        >= config.maxHeldCommands()) {
      counters.counts().increment(CableCount.COMMANDS_REFUSED);
      return false;
    }
    lane.hold(data);
    return true;
  }

  /** A new connection knows nothing: everything is subscribed on it. */
  void opened(Collection<JsonText> identifiers) {
    open = true;
    for (SubscriptionQueue lane : List.copyOf(all())) {
      if (lane.coolingDown()) {
        settle(lane);
      } else {
        trySubscribe(lane);
      }
    }
    for (JsonText identifier : identifiers) {
      if (find(identifier) == null) {
        trySubscribe(add(identifier));
      }
    }
  }

  /** The connection is gone; what was held stays held. */
  void lost() {
    open = false;
    for (SubscriptionQueue lane : all()) {
      if (!lane.coolingDown()) {
        lane.tries = 0;
      }
    }
  }

  /** Whether an answer about this identifier is awaited, and still of interest. */
  boolean awaits(JsonText identifier) {
    SubscriptionQueue lane = find(identifier);
    return lane != null && lane.tries > 0 && !lane.abandoned();
  }

  void confirmed(JsonText identifier) {
    SubscriptionQueue lane = find(identifier);
    if (lane != null && lane.tries > 0) {
      settle(lane);
    }
  }

  void rejected(JsonText identifier) {
    SubscriptionQueue lane = find(identifier);
    if (lane != null && lane.tries > 0) {
      lane.dropHeldForRejected();
      settle(lane);
    }
  }

  /** Returns the identifiers whose subscribe has stayed without an answer for the last time. */
  List<JsonText> tick(long nanos) {
    if (lanes == null || !open) {
      return List.of();
    }
    List<JsonText> unanswered = new ArrayList<>(0);
    for (SubscriptionQueue lane : List.copyOf(all())) {
      if (nanos - lane.deadlineNanos < 0) {
        continue;
      }
      if (lane.coolingDown()) {
        settle(lane);
      } else if (lane.tries < MAX_TRIES) {
        trySubscribe(lane);
      } else {
        if (!lane.abandoned()) {
          unanswered.add(lane.identifier);
        }
        lane.dropHeldForRejected();
        // After an exception in `subscribed` Rails keeps the identifier and ignores further tries:
        // clear it there.
        leave(lane);
      }
    }
    return unanswered;
  }

  private void begin(SubscriptionQueue lane) {
    lane.cooling = false;
    lane.tries = 0;
    if (open) {
      trySubscribe(lane);
    }
  }

  private void trySubscribe(SubscriptionQueue lane) {
    lane.tries++;
    lane.deadlineNanos = time.nanos() + config.subscribeTimeout().toNanos();
    connection.send(CableCodec.subscribe(lane.identifier));
  }

  /** No frame answers an unsubscribe: all there is against a race is distance. */
  private void leave(SubscriptionQueue lane) {
    lane.cooling = true;
    lane.tries = 0;
    lane.deadlineNanos = time.nanos() + config.resubscribeDelay().toNanos();
    connection.send(CableCodec.unsubscribe(lane.identifier));
  }

  /**
   * Goes on with what was held: a subscribe or an unsubscribe keeps the lane, an empty one ends.
   */
  private void settle(SubscriptionQueue lane) {
    for (JsonText next = lane.next(); next != null; next = lane.next()) {
      if (next.equals(SubscriptionQueue.SUBSCRIBE)) {
        begin(lane);
        return;
      } else if (next.equals(SubscriptionQueue.UNSUBSCRIBE)) {
        leave(lane);
        return;
      }
      connection.send(CableCodec.message(lane.identifier, next));
    }
    remove(lane);
  }

  private void remove(SubscriptionQueue lane) {
    if (lanes != null) {
      lanes.remove(lane);
      if (lanes.isEmpty()) {
        lanes = null;
      }
    }
  }

  private List<SubscriptionQueue> all() {
    return lanes == null ? List.of() : lanes;
  }

  private @Nullable SubscriptionQueue find(JsonText identifier) {
    if (lanes != null) {
      for (SubscriptionQueue lane : lanes) {
        if (lane.identifier.equals(identifier)) {
          return lane;
        }
      }
    }
    return null;
  }

  private SubscriptionQueue add(JsonText identifier) {
    if (lanes == null) {
      lanes = new ArrayList<>(2);
    }
    SubscriptionQueue lane = new SubscriptionQueue(identifier);
    lanes.add(lane);
    return lane;
  }
}
