/**
 * Streams over Redis: the bridge delivers Rails' own broadcasts, and what is published through one
 * bridge reaches every bridge, with one history for all. Depends on {@code stream}, its rooms
 * {@code catchup} and {@code local}, {@code protocol}, {@code bounded}, {@code metric}, {@code
 * time}, Lettuce and Jackson; only {@code engine} may depend on it. Start reading at {@link
 * io.cablebridge.stream.redis.RedisBroker}.
 */
@NullMarked
package io.cablebridge.stream.redis;

import org.jspecify.annotations.NullMarked;
