package io.cablebridge;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.slf4j.LoggerFactory;

/**
 * Writes log lines to standard output on a thread of its own, so that a pipe that no program reads
 * stops only the log. Lines that do not fit into the queue are dropped and counted, and the first
 * line that fits again is preceded by a line with their number. Logback creates the one of the
 * process from {@code logback.xml}; its monitor guards the count, and no line is written under it.
 */
public final class NonBlockingAppender extends AsyncAppender {
  private static final String NAME = "queue";
  private static final int MAX_LINES = 4096;

  @GuardedBy("this")
  private long dropped;

  @GuardedBy("this")
  private long reported;

  /** Called by logback. */
  public NonBlockingAppender() {
    setNeverBlock(true);
    setQueueSize(MAX_LINES);
    setDiscardingThreshold(0);
  }

  /** How many lines this process has dropped. */
  static long droppedLines() {
    return LoggerFactory.getILoggerFactory() instanceof LoggerContext logging
            && root(logging).getAppender(NAME) instanceof NonBlockingAppender appender
        ? appender.dropped()
        : 0;
  }

  /** Writes what is queued, for at most a second; to be called before the process ends. */
  static void flush() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
      logging.stop();
    }
  }

  private static Logger root(LoggerContext logging) {
    return logging.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private synchronized long dropped() {
    return dropped;
  }

  @Override
  protected synchronized void put(ILoggingEvent event) {
    if (getRemainingCapacity() < 2) {
      dropped++;
      return;
    }
    if (dropped > reported) {
      super.put(report(dropped - reported));
      reported = dropped;
    }
    super.put(event);
  }

  private ILoggingEvent report(long lines) {
    LoggingEvent event =
        new LoggingEvent(
            NonBlockingAppender.class.getName(),
            ((LoggerContext) getContext()).getLogger(NonBlockingAppender.class),
            Level.WARN,
            "{} log lines are missing here, because standard output was not read in time",
            null,
            new Object[] {lines});
    preprocess(event);
    return event;
  }
}
