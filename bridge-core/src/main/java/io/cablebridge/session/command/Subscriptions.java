package io.cablebridge.session.command;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.protocol.Command;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.Payload;
import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.delivery.Event.Kind;
import io.cablebridge.session.delivery.Listeners;
import io.cablebridge.session.delivery.Outbox;
import io.cablebridge.session.delivery.SessionLock;
import io.cablebridge.session.delivery.SessionState;
import io.cablebridge.session.diagnostics.ActivityKind;
import io.cablebridge.session.diagnostics.FrameKind;
import io.cablebridge.session.diagnostics.SessionDiagnostics;
import io.cablebridge.stream.name.StreamTarget;
import io.cablebridge.time.Time;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of one session and all their transitions. A transition changes the map, notes
 * the frame for the operator, and appends the events that the client receives; it returns the
 * {@link Listeners}, which its caller wakes when it holds no lock. One of each session. Takes the
 * {@link SessionLock} itself; thread-safe.
 */
public final class Subscriptions {
  private final SessionLock lock;
  private final CommandCounters counters;
  private final Time time;

  @GuardedBy("lock")
  private final SubscriptionMap byIdentifier;

  @GuardedBy("lock")
  private final Outbox outbox;

  @GuardedBy("lock")
  private final SessionState state;

  @GuardedBy("lock")
  private final SessionDiagnostics diagnostics;

  public Subscriptions(
      SessionLock lock,
      Outbox outbox,
      SessionDiagnostics diagnostics,
      CommandCounters counters,
      Time time,
      int maxSubscriptions) {
    this.lock = lock;
    this.outbox = outbox;
    this.state = outbox.state();
    this.diagnostics = diagnostics;
    this.counters = counters;
    this.time = time;
    this.byIdentifier = new SubscriptionMap(maxSubscriptions);
  }

  @Nullable Subscription find(JsonText identifier) {
    synchronized (lock) {
      return byIdentifier.get(identifier);
    }
  }

  /** Null if there are too many. */
  @Nullable Subscription subscribe(Command.Subscribe command, StreamTarget target) {
    synchronized (lock) {
      if (byIdentifier.isFull()) {
        counters.rejections().increment(RejectedBy.LIMIT);
        return null;
      }
      Subscription added = Subscription.of(command, target);
      byIdentifier.put(added);
      diagnostics.frame(FrameKind.SUBSCRIBE, time.nanos(), command.identifier().length());
      return added;
    }
  }

  /** Removes a subscription by the client's command; null if there is none. */
  @Nullable Subscription unsubscribe(JsonText identifier) {
    synchronized (lock) {
      Subscription removed = byIdentifier.remove(identifier);
      if (removed != null) {
        long nanos = time.nanos();
        diagnostics.note(ActivityKind.UNSUBSCRIBED, nanos);
        diagnostics.frame(FrameKind.UNSUBSCRIBE, nanos, identifier.length());
      }
      return removed;
    }
  }

  @Nullable Subscription remove(JsonText identifier) {
    synchronized (lock) {
      return byIdentifier.remove(identifier);
    }
  }

  /** The subscription on which an action is performed; null if there is none. */
  @Nullable Subscription perform(Command.Send send) {
    synchronized (lock) {
      Subscription subscription = byIdentifier.get(send.identifier());
      if (subscription != null) {
        diagnostics.frame(FrameKind.PERFORM, time.nanos(), send.data().length());
      }
      return subscription;
    }
  }

  /**
   * Rails has sent its welcome. The upstream holds the command lock, so that no command comes in
   * between; {@link UpstreamSink#opened} follows.
   *
   * @return what must be subscribed on the new connection
   */
  public List<JsonText> welcomed() {
    synchronized (lock) {
      if (state.isClosed()) {
        return List.of();
      }
      long nanos = time.nanos();
      state.upstreamChanged(UpstreamState.OPEN);
      diagnostics.note(ActivityKind.UPSTREAM_OPEN, nanos);
      diagnostics.frame(FrameKind.WELCOME, nanos, 0);
      return byIdentifier.ofRails().stream().map(Subscription::identifier).toList();
    }
  }

  /**
   * The welcomed connection is lost, and the upstream connects again. The upstream holds the
   * command lock, so that no later welcome is reported first.
   */
  public Listeners lost() {
    synchronized (lock) {
      if (state.upstream() != UpstreamState.OPEN) {
        return Listeners.NONE;
      }
      long nanos = time.nanos();
      state.upstreamChanged(UpstreamState.RECONNECTING);
      diagnostics.note(ActivityKind.UPSTREAM_LOST, nanos);
      for (Subscription subscription : byIdentifier.ofRails()) {
        disconnect(subscription, nanos);
      }
      return outbox.listeners();
    }
  }

  /** A stream is lost; {@link #caughtUp} follows. */
  public Listeners streamLost(JsonText identifier) {
    synchronized (lock) {
      Subscription subscription = live(identifier);
      if (subscription == null) {
        return Listeners.NONE;
      }
      disconnect(subscription, time.nanos());
      return outbox.listeners();
    }
  }

  @GuardedBy("lock")
  private void disconnect(Subscription subscription, long nanos) {
    outbox.append(Kind.DISCONNECTED, subscription.id(), time.wallNanos(nanos), null, null);
    byIdentifier.put(subscription.withConfirmed(false));
  }

  /** Rails confirmed; the upstream may hold the command lock, so that no command intervenes. */
  public Listeners confirmed(JsonText identifier) {
    synchronized (lock) {
      Subscription subscription = live(identifier);
      if (subscription == null) {
        return Listeners.NONE;
      }
      long nanos = time.nanos();
      diagnostics.frame(FrameKind.CONFIRMATION, nanos, identifier.length());
      Boolean history = subscription.historyUnsupported() ? Boolean.FALSE : null;
      connect(subscription, null, List.of(), history, nanos);
      return outbox.listeners();
    }
  }

  /**
   * A stream is read from here on; the messages missed until now come first.
   *
   * @param start the position of the stream, carried by the confirmation
   * @param complete whether no message is missing; null when no history was requested
   */
  public Listeners caughtUp(
      JsonText identifier,
      @Nullable Payload start,
      List<? extends Payload> missed,
      @Nullable Boolean complete) {
    synchronized (lock) {
      Subscription subscription = live(identifier);
      if (subscription == null) {
        return Listeners.NONE;
      }
      outbox.reserve(missed);
      connect(subscription, start, missed, complete, time.nanos());
      return outbox.listeners();
    }
  }

  @GuardedBy("lock")
  private void connect(
      Subscription subscription,
      @Nullable Payload start,
      List<? extends Payload> missed,
      @Nullable Boolean complete,
      long nanos) {
    long wallNanos = time.wallNanos(nanos);
    diagnostics.note(ActivityKind.SUBSCRIPTION_CONFIRMED, nanos);
    outbox.append(Kind.CONNECTED, subscription.id(), wallNanos, start, null);
    for (Payload message : missed) {
      diagnostics.frame(FrameKind.HISTORY, nanos, message.json().length());
      outbox.append(Kind.RECEIVED, subscription.id(), wallNanos, message, null);
    }
    if (complete != null) {
      Kind kind = complete ? Kind.CONFIRM_HISTORY : Kind.REJECT_HISTORY;
      outbox.append(kind, subscription.id(), wallNanos, null, null);
    }
    byIdentifier.put(subscription.withConfirmed(true));
  }

  /** As {@link #confirmed}; the reason is null when the rejection came from Rails itself. */
  public Listeners rejected(JsonText identifier, @Nullable String reason) {
    synchronized (lock) {
      Subscription rejected = live(identifier);
      if (rejected == null) {
        return Listeners.NONE;
      }
      byIdentifier.remove(identifier);
      counters.rejections().increment(RejectedBy.UPSTREAM);
      long nanos = time.nanos();
      state.rejected(nanos);
      diagnostics.note(ActivityKind.SUBSCRIPTION_REJECTED, nanos);
      diagnostics.frame(FrameKind.REJECTION, nanos, identifier.length());
      outbox.append(Kind.REJECTED, rejected.id(), time.wallNanos(nanos), null, reason);
      return outbox.listeners();
    }
  }

  public void received(JsonText identifier, Payload message) {
    received(identifier, message, time.nanos());
  }

  /**
   * A message received at this moment; no clock is read again. Returns the session's own copy of
   * the identifier; null if it has no such subscription.
   */
  public @Nullable JsonText received(JsonText identifier, Payload message, long nanos) {
    Subscription subscription;
    Listeners listeners;
    synchronized (lock) {
      outbox.arrived(message);
      subscription = live(identifier);
      if (subscription == null) {
        return null;
      }
      diagnostics.frame(FrameKind.MESSAGE, nanos, message.json().length());
      outbox.append(Kind.RECEIVED, subscription.id(), time.wallNanos(nanos), message, null);
      listeners = outbox.listeners();
    }
    listeners.wake();
    return subscription.identifier();
  }

  /** Whether each stream is delivered, given whether the broker delivers at all. */
  boolean areStreamsHealthy(boolean delivering) {
    synchronized (lock) {
      return delivering ? !byIdentifier.hasUnconfirmedStream() : !byIdentifier.hasStream();
    }
  }

  /** In the order in which they were made. */
  public List<Subscription> all() {
    synchronized (lock) {
      return List.copyOf(byIdentifier.values());
    }
  }

  /**
   * The subscription that a report is about. Null if the session has ended, or if the report was
   * sent before the upstream received an unsubscribe.
   */
  @GuardedBy("lock")
  private @Nullable Subscription live(JsonText identifier) {
    return state.isClosed() ? null : byIdentifier.get(identifier);
  }
}
