package io.cablebridge.session;

/** What {@link SessionCounters} count of sessions. */
public enum SessionCount {
  OPENED,
  /** Not opened, because the limit of sessions was reached. */
  REFUSED,
  /** Not opened, because the limit of its client's address was reached. */
  REFUSED_TO_ADDRESS
}
