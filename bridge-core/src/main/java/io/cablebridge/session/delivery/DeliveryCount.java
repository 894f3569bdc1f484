package io.cablebridge.session.delivery;

/** What {@link DeliveryCounters} count. */
public enum DeliveryCount {
  /** Messages that arrived for sessions, from Rails or from a stream. */
  MESSAGES_IN,
  /** Events written to listeners. */
  MESSAGES_OUT,
  BYTES_IN,
  /** Bytes written to clients after the head of a response. */
  BYTES_OUT,
  /** Events that a poll received again because the client had not acknowledged them. */
  REDELIVERED,
  /** Deliveries that reported lost events to a client. */
  GAPS,
  /** Comment lines that keep streams open. */
  HEARTBEATS,
  /** Writes to clients that took more than a second. */
  WRITE_STALLS,
  /** Clients whose response was closed because they read nothing for too long. */
  SLOW_CLIENTS
}
