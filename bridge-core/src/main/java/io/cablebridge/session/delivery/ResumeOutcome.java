package io.cablebridge.session.delivery;

/** What a stream that shows a position receives. */
public enum ResumeOutcome {
  /** All events that it has missed. */
  COMPLETE,
  /** Its session, but some of the missed events are no longer held. */
  GAP,
  /** Another session: its own no longer exists. */
  LOST,
  /** An error: this session has not given the position. */
  REFUSED
}
