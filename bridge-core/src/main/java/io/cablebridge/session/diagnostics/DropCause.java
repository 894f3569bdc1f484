package io.cablebridge.session.diagnostics;

/** What was full when an event was dropped. */
public enum DropCause {
  /** The events that one session may hold. */
  QUEUE_EVENTS,
  /** The bytes that one session may hold. */
  QUEUE_BYTES,
  /** The bytes that all sessions may hold together. */
  MEMORY
}
