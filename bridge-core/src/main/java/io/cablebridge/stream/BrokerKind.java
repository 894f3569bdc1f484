package io.cablebridge.stream;

/** What carries the streams. */
public enum BrokerKind {
  /** This process, for its own subscribers only. */
  MEMORY,
  /** The Redis through which Rails broadcasts. */
  REDIS
}
