package io.cablebridge.session.delivery;

/** What a stream that shows a position finds; {@link #text} is its name in the metrics. */
public enum ResumeOutcome {
  /** All that it has missed. */
  COMPLETE("complete"),
  /** Its session, of which something is held no more. */
  GAP("gap"),
  /** Another session: its own was forgotten. */
  LOST("lost"),
  /** Nothing: the position is none that this session has given. */
  REFUSED("refused");

  private final String text;

  ResumeOutcome(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
