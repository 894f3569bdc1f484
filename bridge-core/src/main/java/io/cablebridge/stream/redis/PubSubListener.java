package io.cablebridge.stream.redis;

/**
 * Who listens to Redis. Ups and downs are told in their order, by threads of an executor; what
 * comes on a connection by the thread that reads it, between them.
 */
interface PubSubListener {

  /** There is a listening connection, on which nothing is subscribed to yet. */
  void up();

  /** It is gone, and with it all that it was subscribed to. */
  void down();

  /** Redis has taken a subscription. */
  void acknowledged(String channel);

  void message(String channel, byte[] payload);
}
