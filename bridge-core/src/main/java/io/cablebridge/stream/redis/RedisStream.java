package io.cablebridge.stream.redis;

import io.cablebridge.stream.local.LocalStream;
import io.cablebridge.stream.local.RegisteredStream;
import org.jspecify.annotations.Nullable;

/**
 * One stream that this bridge receives from Redis. Created by {@link RedisBroker} and held in its
 * registry.
 *
 * @param channel the channel on which Rails broadcasts it; null if Rails cannot use this name
 * @param marker marks in Redis that Rails broadcasts on it
 * @param source its history in Redis
 */
record RedisStream(
    LocalStream stream,
    @Nullable String channel,
    RailsBroadcastMarker marker,
    RedisHistorySource source)
    implements RegisteredStream {}
