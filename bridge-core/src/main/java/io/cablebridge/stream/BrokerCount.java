package io.cablebridge.stream;

/** What a broker counts. */
public enum BrokerCount {
  /** Messages from the broker's server that cannot be delivered: too long, or malformed. */
  MESSAGES_IGNORED,
  /** Losses of the connection on which the broker receives messages. */
  CONNECTIONS_LOST
}
