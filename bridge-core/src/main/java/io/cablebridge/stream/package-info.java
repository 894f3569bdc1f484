/**
 * Streams: named broadcast lines without a Rails channel. This room has what every other part of
 * the product may know: the seam to the broker, the callback of a subscriber, and the values that
 * pass between them. The rooms below it do the work, each knowing only those before it: {@code
 * fanout} (the subscribers of one stream), {@code catchup} (history, and what a subscriber missed),
 * {@code local} (the streams of this node, the broker without a server), {@code redis} (the broker
 * over Redis); {@code name} stands beside them. Depends on {@code protocol} and {@code metric}.
 * Start reading at {@link io.cablebridge.stream.StreamBroker}.
 */
@NullMarked
package io.cablebridge.stream;

import org.jspecify.annotations.NullMarked;
