package io.cablebridge.session;

import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.Payload;
import io.cablebridge.session.command.RejectedBy;
import io.cablebridge.session.command.Subscription;
import io.cablebridge.session.delivery.CloseReason;
import io.cablebridge.session.delivery.DeliveryCount;
import io.cablebridge.session.delivery.Event.Kind;
import io.cablebridge.session.delivery.UpstreamState;
import io.cablebridge.session.diagnostics.ActivityKind;
import io.cablebridge.session.diagnostics.FrameKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the upstream of a session tells it. One of each session, whose lock guards what is changed
 * here; whoever reads is woken after it.
 */
public final class UpstreamSink {
  private final Session session;
  private final SessionConfig config;

  UpstreamSink(Session session, SessionConfig config) {
    this.session = session;
    this.config = config;
  }

  /**
   * Rails has sent its welcome. The upstream holds the command lock meanwhile, so that no command
   * comes in between; {@link #opened} follows.
   *
   * @return what must be subscribed on the new connection
   */
  public List<JsonText> welcomed() {
    synchronized (session) {
      if (session.closed != null) {
        return List.of();
      }
      session.upstreamState = UpstreamState.OPEN;
      session.note(ActivityKind.UPSTREAM_OPEN);
      session.trace.frame(FrameKind.WELCOME, session.age(), 0);
      return session.subscriptions.values().stream()
          .filter(subscription -> !subscription.isStream())
          .map(Subscription::identifier)
          .toList();
    }
  }

  /** What was subscribed has been asserted: whoever waits for the opening may go on. */
  public void opened() {
    session.opening.tell(OpenOutcome.WELCOMED);
  }

  /** A try to connect has failed; more will follow. */
  public void away() {
    synchronized (session) {
      session.note(ActivityKind.UPSTREAM_AWAY);
    }
    session.opening.tell(OpenOutcome.AWAY);
  }

  /**
   * The welcomed connection is lost, and the upstream connects again. The upstream holds the
   * command lock, so that no later welcome is reported before; it wakes the readers afterwards.
   */
  public Wakeups lost() {
    long wallNanos = session.time.wallNanos();
    Attachment[] readers;
    synchronized (session) {
      if (session.upstreamState != UpstreamState.OPEN) {
        return Wakeups.NOBODY;
      }
      session.upstreamState = UpstreamState.RECONNECTING;
      session.note(ActivityKind.UPSTREAM_LOST);
      for (Subscription subscription : session.subscriptions.values()) {
        if (!subscription.isStream()) {
          session.feed.append(Kind.DISCONNECTED, subscription, wallNanos, null, null);
        }
      }
      session.subscriptions.replaceAll(
          (identifier, one) -> one.isStream() ? one : one.withConfirmed(false));
      readers = session.feed.attachments();
    }
    return new Wakeups(readers);
  }

  /**
   * Rails confirmed a subscription. The upstream may hold the command lock, so that no command
   * comes in between; it wakes the readers afterwards.
   */
  public Wakeups confirmed(JsonText identifier) {
    return append(Kind.CONNECTED, identifier, null);
  }

  /**
   * Rails rejected a subscription; as {@link #confirmed}.
   *
   * @param reason null when Rails itself said so
   */
  public Wakeups rejected(JsonText identifier, @Nullable String reason) {
    return append(Kind.REJECTED, identifier, reason);
  }

  /** A message for a subscription, received now. */
  public void received(JsonText identifier, Payload message) {
    received(identifier, message, session.time.nanos());
  }

  /**
   * A message for a subscription.
   *
   * @param nanos when it was received; no clock is read again
   * @return the session's own copy of the identifier; null if it has no such subscription
   */
  public @Nullable JsonText received(JsonText identifier, Payload message, long nanos) {
    int length = message.json().length();
    session.counters.delivery().counts().increment(DeliveryCount.MESSAGES_IN);
    session.counters.delivery().counts().add(DeliveryCount.BYTES_IN, length);
    long wallNanos = session.time.wallNanos(nanos);
    Subscription subscription;
    Attachment[] readers;
    synchronized (session) {
      subscription = session.subscriptions.get(identifier);
      if (subscription == null || session.closed != null) {
        return null; // sent before Rails performed our unsubscribe
      }
      session.trace.frame(FrameKind.MESSAGE, session.lifetime.age(nanos), length);
      session.feed.append(Kind.RECEIVED, subscription, wallNanos, message, null);
      readers = session.feed.attachments();
    }
    Wakeups.wake(readers);
    return subscription.identifier();
  }

  /**
   * A stream is read from here on, what was missed of it first.
   *
   * @param start where that is, carried by the confirmation
   * @param complete whether that is all; null when nothing of the past was asked for
   */
  public void caughtUp(
      JsonText identifier,
      @Nullable Payload start,
      List<? extends Payload> missed,
      @Nullable Boolean complete) {
    long wallNanos = session.time.wallNanos();
    Attachment[] readers;
    synchronized (session) {
      Subscription subscription = session.subscriptions.get(identifier);
      if (subscription == null || session.closed != null) {
        return;
      }
      session.subscriptions.put(identifier, subscription.withConfirmed(true));
      session.streamsChanged();
      session.note(ActivityKind.CONFIRMED);
      for (Payload message : missed) {
        session.trace.frame(FrameKind.HISTORY, session.age(), message.json().length());
      }
      session.feed.makeRoom(missed, config);
      session.feed.append(Kind.CONNECTED, subscription, wallNanos, start, null);
      for (Payload message : missed) {
        session.feed.append(Kind.RECEIVED, subscription, wallNanos, message, null);
      }
      if (complete != null) {
        Kind outcome = complete ? Kind.CONFIRM_HISTORY : Kind.REJECT_HISTORY;
        session.feed.append(outcome, subscription, wallNanos, null, null);
      }
      readers = session.feed.attachments();
    }
    Wakeups.wake(readers);
  }

  /** A stream is away; {@link #caughtUp} follows. */
  public void lost(JsonText identifier) {
    append(Kind.DISCONNECTED, identifier, null).wake();
  }

  private Wakeups append(Kind kind, JsonText identifier, @Nullable String reason) {
    long wallNanos = session.time.wallNanos();
    Attachment[] readers;
    synchronized (session) {
      Subscription subscription = session.subscriptions.get(identifier);
      if (subscription == null || session.closed != null) {
        return Wakeups.NOBODY; // sent before Rails performed our unsubscribe
      }
      if (kind == Kind.REJECTED) {
        session.counters.commands().rejections().increment(RejectedBy.UPSTREAM);
        session.subscriptions.remove(identifier);
        session.streamsChanged();
        if (session.lifetime.isPassing()) {
          session.lifetime.endAt(session.time.nanos(), CloseReason.UNAUTHORIZED);
        }
      }
      trace(kind, subscription);
      session.feed.append(kind, subscription, wallNanos, null, reason);
      if (kind == Kind.CONNECTED && subscription.lacksPast()) {
        session.feed.append(Kind.REJECT_HISTORY, subscription, wallNanos, null, null);
        session.subscriptions.put(identifier, subscription.withConfirmed(true).withPastRefused());
      }
      readers = session.feed.attachments();
    }
    return new Wakeups(readers);
  }

  /** Under the session's lock. */
  private void trace(Kind kind, Subscription subscription) {
    JsonText identifier = subscription.identifier();
    switch (kind) {
      case CONNECTED -> {
        session.subscriptions.put(identifier, subscription.withConfirmed(true));
        session.note(ActivityKind.CONFIRMED);
        session.trace.frame(FrameKind.CONFIRMATION, session.age(), identifier.length());
      }
      case REJECTED -> {
        session.note(ActivityKind.REJECTED);
        session.trace.frame(FrameKind.REJECTION, session.age(), identifier.length());
      }
      case DISCONNECTED -> {
        session.subscriptions.put(identifier, subscription.withConfirmed(false));
        session.streamsChanged();
      }
      default -> {}
    }
  }
}
