package io.cablebridge.session.delivery;

/** How a poll ended; {@link #text} is its name in the metrics. */
public enum PollResult {
  /** It was given something. */
  DATA("data"),
  /** Its time was up before there was anything. */
  EMPTY("empty"),
  /** Another reader has taken its place. */
  SUPERSEDED("superseded"),
  /** Its client had gone before the answer. */
  GONE("gone");

  private final String text;

  PollResult(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
