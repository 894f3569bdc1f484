package io.cablebridge.session.delivery;

/** How a poll ended; {@link #text} is its name in the metrics. */
public enum PollResult {
  /** It delivered something. */
  DATA("data"),
  /** Its wait ended before there was anything. */
  EMPTY("empty"),
  /** Another listener replaced it. */
  SUPERSEDED("superseded"),
  /** The client closed its connection before the answer. */
  GONE("gone");

  private final String text;

  PollResult(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
