package io.cablebridge.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.Payload;
import io.cablebridge.session.command.Subscription;
import io.cablebridge.session.command.Subscriptions;
import io.cablebridge.session.command.UpstreamSink;
import io.cablebridge.session.delivery.DeliveryCount;
import io.cablebridge.session.delivery.DeliveryCounters;
import io.cablebridge.session.delivery.Listeners;
import io.cablebridge.session.delivery.SessionLock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes over what the upstreams of a session report. One of each {@link Session}, which creates it;
 * it takes the session's lock, and wakes listeners and the requests that wait for the opening
 * without it.
 */
final class UpstreamReports implements UpstreamSink {
  private final Session session;
  private final SessionLock lock;
  private final OpenSignal opening;
  private final SharedResources shared;

  @GuardedBy("lock")
  private final Subscriptions subscriptions;

  /**
   * @param session gives its epoch, and is closed when its upstream refuses it
   */
  UpstreamReports(
      Session session,
      SessionLock lock,
      Subscriptions subscriptions,
      OpenSignal opening,
      SharedResources shared) {
    this.session = session;
    this.lock = lock;
    this.subscriptions = subscriptions;
    this.opening = opening;
    this.shared = shared;
  }

  @Override
  public String epoch() {
    return session.epoch();
  }

  @Override
  public List<JsonText> welcomed() {
    synchronized (lock) {
      return subscriptions.welcomed();
    }
  }

  @Override
  public void opened() {
    opening.complete(OpenOutcome.WELCOMED);
  }

  @Override
  public void connectFailed() {
    synchronized (lock) {
      subscriptions.connectFailed();
    }
    opening.complete(OpenOutcome.UNAVAILABLE);
  }

  @Override
  public Listeners lost() {
    synchronized (lock) {
      return subscriptions.lost();
    }
  }

  @Override
  public Listeners confirmed(JsonText identifier) {
    synchronized (lock) {
      return subscriptions.confirm(identifier);
    }
  }

  @Override
  public Listeners rejected(JsonText identifier, @Nullable String reason) {
    synchronized (lock) {
      return subscriptions.reject(identifier, reason);
    }
  }

  @Override
  public void received(JsonText identifier, Payload message) {
    received(identifier, message, shared.time().nanos());
  }

  @Override
  public @Nullable JsonText received(JsonText identifier, Payload message, long nanos) {
    DeliveryCounters counters = shared.counters().delivery();
    counters.counts().increment(DeliveryCount.MESSAGES_IN);
    counters.counts().add(DeliveryCount.BYTES_IN, message.json().length());
    Subscription subscription;
    Listeners listeners;
    synchronized (lock) {
      subscription = subscriptions.receive(identifier, message, nanos);
      listeners = subscriptions.listeners();
    }
    if (subscription == null) {
      return null;
    }
    listeners.wake();
    return subscription.identifier();
  }

  @Override
  public void caughtUp(
      JsonText identifier,
      @Nullable Payload start,
      List<? extends Payload> missed,
      @Nullable Boolean complete) {
    Listeners listeners;
    synchronized (lock) {
      listeners = subscriptions.caughtUp(identifier, start, missed, complete);
    }
    listeners.wake();
  }

  @Override
  public void streamLost(JsonText identifier) {
    Listeners listeners;
    synchronized (lock) {
      listeners = subscriptions.streamLost(identifier);
    }
    listeners.wake();
  }

  @Override
  public void close(CloseReason reason) {
    session.close(reason);
  }
}
