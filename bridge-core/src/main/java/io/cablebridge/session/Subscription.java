package io.cablebridge.session;

import io.cablebridge.protocol.JsonText;

/**
 * A session's standing interest in one channel or stream. State, not a message: it is asserted
 * again whenever its source comes back.
 *
 * @param chanId minted by us, one per subscription
 * @param identifier the client's own text
 */
public record Subscription(String chanId, JsonText identifier, Source source) {

  /** Where its events come from. */
  public enum Source {
    /** A channel of Rails, by the session's own connection. */
    CABLE,
    /** A stream, by the process's broker. */
    STREAM
  }
}
