package io.cablebridge.stream.redis;

/**
 * Receives what the subscribing connection to Redis brings. {@link #up} and {@link #down} are
 * called in order by threads of an executor, the others by the thread that reads the connection.
 */
interface PubSubListener {

  /** A subscribing connection is open; it has no subscriptions yet. */
  void up();

  /** The connection is lost, with all its subscriptions. */
  void down();

  /** Redis has confirmed the subscription to a channel. */
  void acknowledged(String channel);

  /** Redis refuses the subscription to a channel; the error is Redis' own text. */
  void refused(String channel, String error);

  void message(String channel, byte[] payload);
}
