package io.cablebridge.session.delivery;

import io.cablebridge.protocol.Transport;

/**
 * One response that reads a session. It takes events from its {@link Attachment} when it can write;
 * if there are none, it is woken once when there are. A stream takes again after each completed
 * write; a poll does not. That is the whole difference between the transports, and it turns a slow
 * reader into back-pressure.
 *
 * <p>Called by any thread, never under a lock; must not block.
 */
public interface Listener {

  /** There may be something to take. */
  void wake();

  /** Another response replaces this one: nothing more can be taken. */
  void superseded();

  /** The response ends after what waits for it; {@link #wake} precedes this call. */
  default void end() {}

  /** Called a few times a second; healthy while the session's upstreams deliver. */
  void tick(long nanos, boolean healthy);

  Transport transport();
}
