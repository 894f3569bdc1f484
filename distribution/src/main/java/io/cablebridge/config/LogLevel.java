package io.cablebridge.config;

/** How much is logged: each level includes those after it. */
public enum LogLevel {
  /** All that the program can say of itself. */
  TRACE,
  /** Each connection and each decision. */
  DEBUG,
  /** Births and deaths of sessions. */
  INFO,
  /** What an operator should look at. */
  WARN,
  /** What is broken. */
  ERROR;

  /** The level for the libraries, which talk more than the program does. */
  public LogLevel ofLibraries() {
    return switch (this) {
      case TRACE -> DEBUG;
      case DEBUG -> INFO;
      case INFO, WARN -> WARN;
      case ERROR -> ERROR;
    };
  }
}
