package io.cablebridge.session;

import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.session.command.Subscription.Source;
import org.jspecify.annotations.Nullable;

/**
 * Where a session's events come from. It reports to its {@link Session}; the session calls it never
 * under its lock. Thread-safe; nothing here blocks.
 */
public interface Upstream {

  /** Starts connecting, and goes on until {@link #close}. */
  void open();

  /** Who would carry an identifier. */
  Source sourceOf(JsonText identifier);

  /**
   * Subscribes, now or when the upstream is there.
   *
   * @param history what of a stream's past is wanted
   * @return false when it will not be: too much waits for an answer already
   */
  boolean subscribe(JsonText identifier, @Nullable HistoryRequest history);

  void unsubscribe(JsonText identifier);

  /**
   * Performs an action, after the subscription's confirmation.
   *
   * @return false when it cannot be: the upstream has just gone away, or too much is held back
   *     already
   */
  boolean perform(JsonText identifier, JsonText data);

  /** Gives up its connection, if it has one, for a new one at once. */
  void reconnect();

  /** For how long Rails has said nothing; zero while there is no connection. */
  long silentNanos(long nanos);

  /** Called a few times a second, for deadlines. */
  void tick(long nanos);

  /** Ends for good; no report follows. */
  void close();

  /** Makes the upstream of a new session, unopened. */
  interface Factory {
    /**
     * @param handshake what Rails is told of the client; null for a session that needs no Rails
     */
    Upstream create(Session session, @Nullable Handshake handshake);
  }
}
