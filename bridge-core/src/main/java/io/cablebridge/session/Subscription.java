package io.cablebridge.session;

import io.cablebridge.protocol.JsonText;

/**
 * A session's standing interest in one channel. State, not a message: it is asserted again at every
 * welcome.
 *
 * @param chanId minted by us, one per subscription
 * @param identifier the client's own text
 */
public record Subscription(String chanId, JsonText identifier) {}
