package io.cablebridge;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.cablebridge.config.LogLevel;
import org.slf4j.LoggerFactory;

/** Sets the log levels of a running process; {@code logback.xml} sets those of the start. */
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
