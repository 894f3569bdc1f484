package io.cablebridge.session.command;

import io.cablebridge.protocol.Command;
import io.cablebridge.protocol.Ids;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.session.delivery.SubscriptionId;
import io.cablebridge.session.diagnostics.SessionDetail;
import io.cablebridge.session.diagnostics.SessionDetail.SubscriptionSource;
import io.cablebridge.session.diagnostics.SessionDetail.SubscriptionState;
import io.cablebridge.stream.name.StreamTarget;

/**
 * A session's standing interest in one channel or stream. It is state, not a message: the session
 * asserts it again on each new connection to its upstream. Immutable.
 *
 * @param target what the identifier names; resolved once, when the client subscribes
 * @param confirmed whether its upstream has confirmed it since that upstream was last lost
 * @param historyUnsupported whether the client requested a history that its upstream does not keep,
 *     and still has to receive the event about it
 */
public record Subscription(
    SubscriptionId id, StreamTarget target, boolean confirmed, boolean historyUnsupported) {

  static Subscription of(Command.Subscribe command, StreamTarget target) {
    return new Subscription(
        new SubscriptionId(Ids.channel(), command.identifier()),
        target,
        false,
        target instanceof StreamTarget.Cable && command.history() != null); // Rails keeps none
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

  /** The client receives the event about its history with the first confirmation. */
  Subscription withConfirmed(boolean now) {
    return new Subscription(id, target, now, historyUnsupported && !now);
  }

  public SessionDetail.Subscription snapshot() {
    return new SessionDetail.Subscription(
        identifier().toString(),
        confirmed ? SubscriptionState.CONFIRMED : SubscriptionState.ASKING,
        isStream() ? SubscriptionSource.STREAM : SubscriptionSource.CABLE);
  }
}
