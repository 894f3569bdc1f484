package io.cablebridge.session.command;

import io.cablebridge.protocol.Command;
import io.cablebridge.protocol.Ids;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.Payload;
import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.delivery.Event.Kind;
import io.cablebridge.session.delivery.Listeners;
import io.cablebridge.session.delivery.Outbox;
import io.cablebridge.session.delivery.SessionState;
import io.cablebridge.session.delivery.SubscriptionId;
import io.cablebridge.session.diagnostics.ActivityKind;
import io.cablebridge.session.diagnostics.FrameKind;
import io.cablebridge.session.diagnostics.SessionDiagnostics;
import io.cablebridge.session.diagnostics.SubscriptionSnapshot;
import io.cablebridge.stream.name.StreamTarget;
import io.cablebridge.time.Time;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of one session and all their transitions. A transition changes the map, notes
 * the frame for the operator, and appends the events that the client receives; it returns the
 * listeners to wake when no lock is held. One of each session; the session's lock guards it.
 */
public final class Subscriptions {
  private final SubscriptionMap byIdentifier = new SubscriptionMap();
  private final SessionState state;
  private final Outbox outbox;
  private final SessionDiagnostics diagnostics;
  private final CommandCounters counters;
  private final Time time;
  private final int max;
  private boolean hasUnconfirmedStream;
  private boolean hadRejection;

  /**
   * @param max number of subscriptions
   */
  public Subscriptions(
      SessionState state,
      Outbox outbox,
      SessionDiagnostics diagnostics,
      CommandCounters counters,
      Time time,
      int max) {
    this.state = state;
    this.outbox = outbox;
    this.counters = counters;
    this.diagnostics = diagnostics;
    this.time = time;
    this.max = max;
  }

  CommandCounters counters() {
    return counters;
  }

  Time time() {
    return time;
  }

  /** The client has sent a POST; true if the session has ended. */
  boolean attended() {
    state.attended(time.nanos());
    return state.isClosed();
  }

  @Nullable Subscription find(JsonText identifier) {
    return byIdentifier.get(identifier);
  }

  boolean isFull() {
    return byIdentifier.size() >= max;
  }

  /** Adds a subscription, unconfirmed. */
  Subscription subscribe(Command.Subscribe command, StreamTarget target) {
    JsonText identifier = command.identifier();
    boolean historyUnsupported =
        target instanceof StreamTarget.Cable && command.history() != null; // Rails keeps none
    Subscription subscription =
        new Subscription(
            new SubscriptionId(Ids.channel(), identifier), target, false, historyUnsupported);
    put(subscription);
    diagnostics.frame(FrameKind.SUBSCRIBE, time.nanos(), identifier.length());
    return subscription;
  }

  /** Removes a subscription; null if there is none. */
  @Nullable Subscription unsubscribe(JsonText identifier) {
    Subscription removed = remove(identifier);
    if (removed != null) {
      long nanos = time.nanos();
      diagnostics.note(ActivityKind.UNSUBSCRIBED, nanos);
      diagnostics.frame(FrameKind.UNSUBSCRIBE, nanos, identifier.length());
    }
    return removed;
  }

  /** The subscription on which an action is performed; null if there is none. */
  @Nullable Subscription perform(Command.Send send) {
    Subscription subscription = find(send.identifier());
    if (subscription != null) {
      diagnostics.frame(FrameKind.PERFORM, time.nanos(), send.data().length());
    }
    return subscription;
  }

  /** Rails has sent its welcome; returns what must be subscribed on the new connection. */
  public List<JsonText> welcomed() {
    if (state.isClosed()) {
      return List.of();
    }
    long nanos = time.nanos();
    state.upstreamChanged(UpstreamState.OPEN);
    diagnostics.note(ActivityKind.UPSTREAM_OPEN, nanos);
    diagnostics.frame(FrameKind.WELCOME, nanos, 0);
    return byIdentifier.values().stream()
        .filter(subscription -> !subscription.isStream())
        .map(Subscription::identifier)
        .toList();
  }

  /** An attempt to connect to Rails has failed. */
  public void connectFailed() {
    diagnostics.note(ActivityKind.UPSTREAM_AWAY, time.nanos());
  }

  /** The welcomed connection to Rails is lost. */
  public Listeners lost() {
    if (state.upstream() != UpstreamState.OPEN) {
      return Listeners.NONE;
    }
    long nanos = time.nanos();
    long wallNanos = time.wallNanos(nanos);
    state.upstreamChanged(UpstreamState.RECONNECTING);
    diagnostics.note(ActivityKind.UPSTREAM_LOST, nanos);
    for (Subscription subscription : List.copyOf(byIdentifier.values())) {
      if (!subscription.isStream()) {
        append(Kind.DISCONNECTED, subscription, wallNanos);
        byIdentifier.put(subscription.withConfirmed(false));
      }
    }
    return outbox.listeners();
  }

  /** Rails confirmed a subscription. */
  public Listeners confirm(JsonText identifier) {
    Subscription subscription = live(identifier);
    if (subscription == null) {
      return Listeners.NONE;
    }
    long nanos = time.nanos();
    long wallNanos = time.wallNanos(nanos);
    diagnostics.note(ActivityKind.CONFIRMED, nanos);
    diagnostics.frame(FrameKind.CONFIRMATION, nanos, identifier.length());
    append(Kind.CONNECTED, subscription, wallNanos);
    if (subscription.historyUnsupported()) {
      append(Kind.REJECT_HISTORY, subscription, wallNanos);
    }
    put(subscription.withConfirmed(true).withHistoryRejected());
    return outbox.listeners();
  }

  /**
   * A subscription was rejected.
   *
   * @param reason null when the rejection came from Rails itself
   */
  public Listeners reject(JsonText identifier, @Nullable String reason) {
    Subscription rejected = live(identifier);
    if (rejected == null) {
      return Listeners.NONE;
    }
    remove(identifier);
    hadRejection = true;
    counters.rejections().increment(RejectedBy.UPSTREAM);
    long nanos = time.nanos();
    diagnostics.note(ActivityKind.REJECTED, nanos);
    diagnostics.frame(FrameKind.REJECTION, nanos, identifier.length());
    outbox.append(Kind.REJECTED, rejected.id(), time.wallNanos(nanos), null, reason);
    return outbox.listeners();
  }

  /** A message arrived at this moment; returns its subscription, null if there is none. */
  public @Nullable Subscription receive(JsonText identifier, Payload message, long nanos) {
    Subscription subscription = live(identifier);
    if (subscription == null) {
      return null;
    }
    long wallNanos = time.wallNanos(nanos);
    diagnostics.frame(FrameKind.MESSAGE, nanos, message.json().length());
    outbox.append(Kind.RECEIVED, subscription.id(), wallNanos, message, null);
    return subscription;
  }

  /**
   * A stream is read from here on, after the messages missed until now; as {@link
   * UpstreamSink#caughtUp}.
   */
  public Listeners caughtUp(
      JsonText identifier,
      @Nullable Payload start,
      List<? extends Payload> missed,
      @Nullable Boolean complete) {
    Subscription subscription = live(identifier);
    if (subscription == null) {
      return Listeners.NONE;
    }
    long nanos = time.nanos();
    long wallNanos = time.wallNanos(nanos);
    put(subscription.withConfirmed(true));
    diagnostics.note(ActivityKind.CONFIRMED, nanos);
    outbox.reserve(missed);
    outbox.append(Kind.CONNECTED, subscription.id(), wallNanos, start, null);
    for (Payload message : missed) {
      diagnostics.frame(FrameKind.HISTORY, nanos, message.json().length());
      outbox.append(Kind.RECEIVED, subscription.id(), wallNanos, message, null);
    }
    if (complete != null) {
      append(complete ? Kind.CONFIRM_HISTORY : Kind.REJECT_HISTORY, subscription, wallNanos);
    }
    return outbox.listeners();
  }

  /** A stream is lost. */
  public Listeners streamLost(JsonText identifier) {
    Subscription subscription = live(identifier);
    if (subscription == null) {
      return Listeners.NONE;
    }
    append(Kind.DISCONNECTED, subscription, time.wallNanos());
    put(subscription.withConfirmed(false));
    return outbox.listeners();
  }

  /** The listeners of this moment. */
  public Listeners listeners() {
    return outbox.listeners();
  }

  /**
   * The subscription that a report is about. Null if the session has ended, or if the report was
   * sent before the upstream received an unsubscribe.
   */
  private @Nullable Subscription live(JsonText identifier) {
    return state.isClosed() ? null : find(identifier);
  }

  /** Whether the broker does not deliver some stream: heartbeats must not hide that. */
  public boolean hasUnconfirmedStream() {
    return hasUnconfirmedStream;
  }

  /** Whether a subscription of this session was rejected. */
  public boolean hadRejection() {
    return hadRejection;
  }

  boolean isUpstreamOpen() {
    return outbox.isUpstreamOpen();
  }

  public List<String> chanIds() {
    return byIdentifier.values().stream().map(Subscription::chanId).toList();
  }

  public List<SubscriptionSnapshot> snapshot() {
    return byIdentifier.values().stream().map(Subscription::snapshot).toList();
  }

  private void append(Kind kind, Subscription subscription, long wallNanos) {
    outbox.append(kind, subscription.id(), wallNanos, null, null);
  }

  private void put(Subscription subscription) {
    byIdentifier.put(subscription);
    lookForUnconfirmedStream();
  }

  /** Removes a subscription without an event; null if there is none. */
  @Nullable Subscription remove(JsonText identifier) {
    Subscription removed = byIdentifier.remove(identifier);
    lookForUnconfirmedStream();
    return removed;
  }

  private void lookForUnconfirmedStream() {
    hasUnconfirmedStream =
        byIdentifier.values().stream()
            .anyMatch(subscription -> subscription.isStream() && !subscription.confirmed());
  }
}
