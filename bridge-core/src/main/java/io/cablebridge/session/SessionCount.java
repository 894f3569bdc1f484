package io.cablebridge.session;

/** What {@link SessionCounters} count of sessions. */
public enum SessionCount {
  OPENED,
  /** Not opened, because the limit of sessions was reached. */
  REFUSED
}
