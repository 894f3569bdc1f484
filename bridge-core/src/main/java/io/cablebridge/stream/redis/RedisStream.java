package io.cablebridge.stream.redis;

import io.cablebridge.stream.local.LocalStream;
import io.cablebridge.stream.local.RegisteredStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One stream from Redis. Created by {@link RedisBroker}; thread-safe.
 *
 * @param channel on which Rails broadcasts it; null if Rails cannot use its name
 * @param refused Redis has refused the subscription to the channel, and it was not tried again
 */
record RedisStream(
    LocalStream stream,
    @Nullable String channel,
    RailsBroadcastMarker marker,
    RedisHistorySource source,
    AtomicBoolean refused)
    implements RegisteredStream {

  /** Ends all subscriptions to the stream; the next subscriber makes the bridge try again. */
  void refuse(String reason) {
    // In this order: a subscriber that is added after the refusal finds the mark.
    refused.set(true);
    stream.refuse(reason);
  }
}
