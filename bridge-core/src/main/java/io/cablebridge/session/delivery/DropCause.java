package io.cablebridge.session.delivery;

/** What was full when an event had to go; {@link #text} is its name in the metrics. */
public enum DropCause {
  /** As many events as a session may keep. */
  QUEUE_EVENTS("queue_events"),
  /** As many bytes as a session may keep. */
  QUEUE_BYTES("queue_bytes"),
  /** As many bytes as all sessions may keep together. */
  MEMORY("memory");

  private final String text;

  DropCause(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
