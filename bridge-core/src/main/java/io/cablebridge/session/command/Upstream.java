package io.cablebridge.session.command;

import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.stream.name.StreamTarget;
import org.jspecify.annotations.Nullable;

/**
 * Where events of a session come from: its own connection to Rails, or the streams of the broker.
 * It reports to its {@link UpstreamSink}. The session calls it without holding its own lock, and
 * sends commands one at a time, under the {@link CommandLock}. Thread-safe; nothing here blocks.
 * What only a connection needs has a default that does nothing.
 */
public interface Upstream {

  /** Subscribes, now or later; false when too many subscriptions wait for an answer already. */
  boolean subscribe(Subscription subscription, @Nullable HistoryRequest history);

  void unsubscribe(JsonText identifier);

  /** Ends for good; no report follows. */
  void close();

  /** Starts connecting, and goes on until {@link #close}. */
  default void open() {}

  /**
   * Performs an action, after the subscription's confirmation; false when it cannot, because the
   * connection has just been lost or too many actions are held.
   */
  default boolean perform(JsonText identifier, JsonText data) {
    return false;
  }

  /** A request of the client has these headers for the next connect. */
  default void renew(Handshake newer) {}

  /** The process was paused until now: nothing that came meanwhile has been read yet. */
  default void resumed(long nanos) {}

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

    /** Creates the connection of a new session, unopened; null if it needs no Rails. */
    @Nullable Upstream cable(
        UpstreamSink sink, CommandLock commands, @Nullable Handshake handshake);

    /** Whether the broker delivers; asked for each session a few times a second. */
    boolean streamsAreDelivered();

    /** Creates the upstream of a session's streams, when the client subscribes to the first one. */
    Upstream streams(UpstreamSink sink, CommandLock commands);
  }
}
