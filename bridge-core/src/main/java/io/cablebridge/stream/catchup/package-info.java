/**
 * What a subscriber missed: the history that this node holds of a stream, and the subscribers that
 * wait until the rest is found elsewhere. All of it belongs to the queue of its stream. Depends on
 * {@code stream}, {@code stream.fanout}, {@code protocol} and {@code bounded}. Start reading at
 * {@link io.cablebridge.stream.catchup.CatchUp}.
 */
@NullMarked
package io.cablebridge.stream.catchup;

import org.jspecify.annotations.NullMarked;
