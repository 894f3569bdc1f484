package io.cablebridge.protocol;

/** How a client receives events. */
public enum Transport {
  SSE,
  POLL
}
