package io.cablebridge;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.cablebridge.config.LogLevel;
import org.slf4j.LoggerFactory;

/** The levels that {@code logback.xml} sets at the start, set again while the process runs. */
final class LogLevels {
  private LogLevels() {}

  static void set(LogLevel level) {
    set("io.cablebridge", level);
    set(org.slf4j.Logger.ROOT_LOGGER_NAME, level.ofLibraries());
  }

  private static void set(String name, LogLevel level) {
    if (LoggerFactory.getLogger(name) instanceof Logger logger) {
      logger.setLevel(Level.valueOf(level.name()));
    }
  }
}
