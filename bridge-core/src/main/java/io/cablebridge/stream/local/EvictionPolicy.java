package io.cablebridge.stream.local;

import java.time.Duration;

/**
 * When a {@link StreamRegistry} evicts a stream that has no subscribers. Immutable.
 *
 * @param idleTime how long the stream is kept
 * @param waitsForHistory whether the time also counts from its last message, and the stream is kept
 *     for as long as its history holds messages
 * @param maxIdle streams without subscribers kept at once; beyond it the least recently used are
 *     evicted early
 */
public record EvictionPolicy(Duration idleTime, boolean waitsForHistory, int maxIdle) {
  /** Publishers may use any number of names. */
  private static final int MAX_IDLE_STREAMS = 10_000;

  /** Keeps a stream for as long as a message of it would be kept. */
  public static EvictionPolicy afterHistory(Duration ttl) {
    return new EvictionPolicy(ttl, true, MAX_IDLE_STREAMS);
  }

  /** Keeps a stream for a while after its last subscriber, for subscribers that reconnect. */
  public static EvictionPolicy linger(Duration linger) {
    return new EvictionPolicy(linger, false, Integer.MAX_VALUE);
  }

  /** Whether a stream with this status can be evicted now, {@code Time.nanos}. */
  boolean admits(LocalStream.Status status, long now) {
    boolean unused = status.snapshot().readers() == 0;
    boolean empty = status.snapshot().held() == 0;
    long since = waitsForHistory ? status.unusedSince() : status.unreadSince();
    return unused && (empty || !waitsForHistory) && now - since >= idleTime.toNanos();
  }
}
