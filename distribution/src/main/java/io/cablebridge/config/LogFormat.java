package io.cablebridge.config;

/** How a line of the log is written. */
public enum LogFormat {
  /** As text: time, level, thread, class, message. */
  PLAIN,
  /** As one JSON object. */
  JSON
}
