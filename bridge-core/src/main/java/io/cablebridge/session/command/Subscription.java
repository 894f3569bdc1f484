package io.cablebridge.session.command;

import io.cablebridge.protocol.JsonText;
import io.cablebridge.session.diagnostics.SubscriptionSnapshot;
import io.cablebridge.stream.name.StreamTarget;

/**
 * A session's standing interest in one channel or stream. It is state, not a message: the session
 * asserts it again whenever its upstream is back.
 *
 * @param chanId created by the bridge, one per subscription
 * @param identifier the client's own text
 * @param target what the identifier names; resolved once, when the client subscribes
 * @param confirmed whether its upstream has confirmed it since that upstream was last lost
 * @param lacksPast whether the client asked for a history that its upstream does not keep, and has
 *     still to be told so
 */
public record Subscription(
    String chanId, JsonText identifier, StreamTarget target, boolean confirmed, boolean lacksPast) {

  /** One that is not confirmed yet, and for which no history was asked. */
  public Subscription(String chanId, JsonText identifier, StreamTarget target) {
    this(chanId, identifier, target, false, false);
  }

  /** Whether the broker carries it; Rails does otherwise. */
  public boolean isStream() {
    return !(target instanceof StreamTarget.Cable);
  }

  public Subscription withConfirmed(boolean now) {
    return now == confirmed ? this : new Subscription(chanId, identifier, target, now, lacksPast);
  }

  public Subscription withPastRefused() {
    return new Subscription(chanId, identifier, target, confirmed, false);
  }

  public SubscriptionSnapshot snapshot() {
    return new SubscriptionSnapshot(
        identifier.toString(), confirmed ? "confirmed" : "asking", isStream() ? "stream" : "cable");
  }
}
