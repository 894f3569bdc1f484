package io.cablebridge.session;

import io.cablebridge.protocol.JsonText;

/**
 * Where a session's events come from. It reports to its {@link Session}; the session calls it never
 * under its lock. Thread-safe; nothing here blocks.
 */
public interface Upstream {

  /** Starts connecting, and goes on until {@link #close}. */
  void open();

  /**
   * Subscribes, now or when the upstream is there.
   *
   * @return false when it will not be: too much waits for an answer already
   */
  boolean subscribe(JsonText identifier);

  void unsubscribe(JsonText identifier);

  /**
   * Performs an action, after the subscription's confirmation.
   *
   * @return false when it cannot be: the upstream has just gone away, or too much is held back
   *     already
   */
  boolean perform(JsonText identifier, JsonText data);

  /** Called a few times a second, for deadlines. */
  void tick(long nanos);

  /** Ends for good; no report follows. */
  void close();

  /** Makes the upstream of a new session, unopened. */
  interface Factory {
    Upstream create(Session session, Handshake handshake);
  }
}
