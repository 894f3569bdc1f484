package io.cablebridge.session.delivery;

import io.cablebridge.protocol.JsonText;

/**
 * What names a subscription in an event: both texts are on the wire.
 *
 * @param chanId created by the bridge, one for each subscription
 * @param identifier the client's own text
 */
public record SubscriptionId(String chanId, JsonText identifier) {}
