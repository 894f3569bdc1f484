package io.cablebridge.session;

import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.session.command.CommandLock;
import io.cablebridge.session.command.Subscription;
import io.cablebridge.stream.name.StreamTarget;
import org.jspecify.annotations.Nullable;

/**
 * Where events of a session come from: its own connection to Rails, or the streams of the broker.
 * It reports to its {@link Session}, which never calls it under its own lock. Commands come one at
 * a time, under the session's {@link CommandLock}. Thread-safe; nothing here blocks. What only a
 * connection needs has a default that does nothing.
 */
public interface Upstream {

  /**
   * Subscribes, now or when the upstream is available.
   *
   * @param history what the client wants of a stream's history
   * @return false when it cannot: too many subscriptions wait for an answer already
   */
  boolean subscribe(Subscription subscription, @Nullable HistoryRequest history);

  void unsubscribe(JsonText identifier);

  /** Ends for good; no report follows. */
  void close();

  /** Starts connecting, and goes on until {@link #close}. */
  default void open() {}

  /**
   * Performs an action, after the subscription's confirmation.
   *
   * @return false when it cannot: the connection has just been lost, or too many actions are held
   */
  default boolean perform(JsonText identifier, JsonText data) {
    return false;
  }

  /** Replaces the connection by a new one at once. */
  default void reconnect() {}

  /** How long the connection has been silent; zero while there is none. */
  default long silentNanos(long nanos) {
    return 0;
  }

  /** Called a few times a second, for deadlines. */
  default void tick(long nanos) {}

  /** Creates the upstreams of sessions, and resolves which of them carries an identifier. */
  interface Factory {
    /** What an identifier names; called once for a subscription. */
    StreamTarget resolve(JsonText identifier);

    /**
     * Creates the connection of a new session, unopened.
     *
     * @param handshake what Rails gets of the client; null when nothing is known of it
     * @return null for a session that needs no Rails
     */
    @Nullable Upstream cable(Session session, CommandLock commands, @Nullable Handshake handshake);

    /** Creates the upstream of a session's streams, when the client subscribes to the first one. */
    Upstream streams(Session session, CommandLock commands);
  }
}
