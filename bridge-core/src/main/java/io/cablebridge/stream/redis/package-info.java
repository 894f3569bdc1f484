/**
 * Streams over Redis: Rails' own broadcasts, and what is published through any bridge, with one
 * history for all bridges. Depends on {@code stream} and its rooms {@code catchup} and {@code
 * local}, Lettuce and Jackson; only {@code engine} may depend on it. Start reading at {@link
 * io.cablebridge.stream.redis.RedisBroker}.
 */
@NullMarked
package io.cablebridge.stream.redis;

import org.jspecify.annotations.NullMarked;
