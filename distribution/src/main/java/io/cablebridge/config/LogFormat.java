package io.cablebridge.config;

/** How a line of the log is written. */
public enum LogFormat {
  /** For people: time, level, thread, class, message. */
  PLAIN,
  /** For machines: one JSON object. */
  JSON
}
