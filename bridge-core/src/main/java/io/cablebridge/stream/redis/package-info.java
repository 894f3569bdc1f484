/**
 * Streams that are carried by Redis: Rails' own broadcasts are read from it, and what is published
 * through a bridge goes over it to every bridge, with one history for all. May depend on {@code
 * stream}, {@code protocol}, {@code time}, Lettuce and Jackson; nobody but {@code engine} knows it.
 * Start reading at {@link io.cablebridge.stream.redis.RedisBroker}.
 */
@NullMarked
package io.cablebridge.stream.redis;

import org.jspecify.annotations.NullMarked;
