package io.cablebridge.session.command;

import io.cablebridge.protocol.JsonText;
import io.cablebridge.session.diagnostics.SubscriptionSnapshot;

/**
 * A session's standing interest in one channel or stream. State, not a message: it is asserted
 * again whenever its source comes back.
 *
 * @param chanId minted by us, one per subscription
 * @param identifier the client's own text
 * @param confirmed whether its source has confirmed it since the source was last there
 * @param lacksPast whether something of its past was asked for that its source does not keep, and
 *     the client has still to be told so
 */
public record Subscription(
    String chanId, JsonText identifier, Source source, boolean confirmed, boolean lacksPast) {

  /** One that was not confirmed yet, and wants nothing of the past. */
  public Subscription(String chanId, JsonText identifier, Source source) {
    this(chanId, identifier, source, false, false);
  }

  public Subscription withConfirmed(boolean now) {
    return now == confirmed ? this : new Subscription(chanId, identifier, source, now, lacksPast);
  }

  public Subscription withPastRefused() {
    return new Subscription(chanId, identifier, source, confirmed, false);
  }

  public SubscriptionSnapshot snapshot() {
    return new SubscriptionSnapshot(
        identifier.toString(),
        confirmed ? "confirmed" : "asking",
        source == Source.CABLE ? "cable" : "stream");
  }

  /** Where its events come from. */
  public enum Source {
    /** A channel of Rails, by the session's own connection. */
    CABLE,
    /** A stream, by the process's broker. */
    STREAM
  }
}
