package io.cablebridge.session.command;

import io.cablebridge.protocol.JsonText;
import io.cablebridge.session.delivery.SubscriptionId;
import io.cablebridge.session.diagnostics.SubscriptionSnapshot;
import io.cablebridge.stream.name.StreamTarget;

/**
 * A session's standing interest in one channel or stream. It is state, not a message: the session
 * asserts it again on each new connection to its upstream. Immutable.
 *
 * @param target what the identifier names; resolved once, when the client subscribes
 * @param confirmed whether its upstream has confirmed it since that upstream was last lost
 * @param historyUnsupported whether the client requested a history that its upstream does not keep,
 *     and still has to receive the event that says so
 */
public record Subscription(
    SubscriptionId id, StreamTarget target, boolean confirmed, boolean historyUnsupported) {

  /** One that is not confirmed yet, and for which no history was requested. */
  public Subscription(String chanId, JsonText identifier, StreamTarget target) {
    this(new SubscriptionId(chanId, identifier), target, false, false);
  }

  public String chanId() {
    return id.chanId();
  }

  public JsonText identifier() {
    return id.identifier();
  }

  /** Whether the broker carries it; otherwise Rails does. */
  public boolean isStream() {
    return !(target instanceof StreamTarget.Cable);
  }

  Subscription withConfirmed(boolean now) {
    return now == confirmed ? this : new Subscription(id, target, now, historyUnsupported);
  }

  Subscription withHistoryRejected() {
    return historyUnsupported ? new Subscription(id, target, confirmed, false) : this;
  }

  SubscriptionSnapshot snapshot() {
    return new SubscriptionSnapshot(
        identifier().toString(),
        confirmed ? "confirmed" : "asking",
        isStream() ? "stream" : "cable");
  }
}
