package io.cablebridge.session.delivery;

/** What a stream that shows a position receives; {@link #text} is its name in the metrics. */
public enum ResumeOutcome {
  /** All events that it has missed. */
  COMPLETE("complete"),
  /** Its session, but some of the missed events are no longer held. */
  GAP("gap"),
  /** Another session: its own no longer exists. */
  LOST("lost"),
  /** An error: this session has not given the position. */
  REFUSED("refused");

  private final String text;

  ResumeOutcome(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
