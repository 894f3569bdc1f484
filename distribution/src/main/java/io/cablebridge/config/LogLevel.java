package io.cablebridge.config;

/** How much is logged: each level includes the levels after it. */
public enum LogLevel {
  TRACE,
  /** Each connection and each decision. */
  DEBUG,
  /** The beginning and end of each session. */
  INFO,
  /** Conditions that an operator should check. */
  WARN,
  ERROR;

  /** The level for the libraries, which log more than the program does. */
  public LogLevel ofLibraries() {
    return switch (this) {
      case TRACE -> DEBUG;
      case DEBUG -> INFO;
      case INFO, WARN -> WARN;
      case ERROR -> ERROR;
    };
  }
}
