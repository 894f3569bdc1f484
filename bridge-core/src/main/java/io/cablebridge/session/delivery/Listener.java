package io.cablebridge.session.delivery;

import io.cablebridge.session.Attachment;

/**
 * One response that reads a session. It takes what is there from its {@link Attachment} when it can
 * write, and when nothing was there it is woken once when something is. A stream takes again after
 * each completed write; a poll does not: that is the whole difference between the transports, and
 * it makes a slow reader back-pressure.
 *
 * <p>Called by any thread, never under a lock; must not block.
 */
public interface Listener {

  /** There is something to take. */
  void wake();

  /** The client is reading elsewhere now: end this response. Nothing more can be taken. */
  void superseded();

  /**
   * Called a few times a second, for heartbeats and deadlines.
   *
   * @param nanos of {@link io.cablebridge.time.Time#nanos}
   * @param healthy whether the session's upstream is open
   */
  void tick(long nanos, boolean healthy);

  Transport transport();
}
