package io.cablebridge.config;

/** How a line of the log is written: as text, or as one JSON object. */
public enum LogFormat {
  PLAIN,
  JSON
}
