package io.cablebridge.session.delivery;

/** What was full when an event was dropped; {@link #text} is its name in the metrics. */
public enum DropCause {
  /** The events that one session may hold. */
  QUEUE_EVENTS("queue_events"),
  /** The bytes that one session may hold. */
  QUEUE_BYTES("queue_bytes"),
  /** The bytes that all sessions may hold together. */
  MEMORY("memory");

  private final String text;

  DropCause(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
