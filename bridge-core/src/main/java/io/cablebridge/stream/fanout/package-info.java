/**
 * The subscribers of one stream, and how a message reaches many of them. Depends on {@code stream}.
 * Start reading at {@link io.cablebridge.stream.fanout.SubscriberList}.
 */
@NullMarked
package io.cablebridge.stream.fanout;

import org.jspecify.annotations.NullMarked;
