package io.cablebridge.session.delivery;

/** How a poll ended. */
public enum PollResult {
  /** It delivered something. */
  DATA,
  /** Its wait ended before there was anything. */
  EMPTY,
  /** Another listener replaced it. */
  SUPERSEDED,
  /** The client closed its connection before the answer. */
  GONE
}
