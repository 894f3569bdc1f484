package io.cablebridge.stream;

/**
 * Who reads one stream. Called by one thread at a time, never under a lock; must not block. Two
 * readers of a stream may be told at the same time. A failure of one reader harms no other.
 */
public interface StreamReader {

  /**
   * It reads from here on. Said again when the broker is back after {@link #lost}, with what was
   * missed as far as it is known.
   */
  void subscribed(CatchUpResult catchup);

  /** The next message. */
  void message(StreamMessage message);

  /** The broker is away: nothing comes until {@link #subscribed} is said again. */
  void lost();
}
