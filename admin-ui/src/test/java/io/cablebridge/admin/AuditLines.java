package io.cablebridge.admin;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What the logger {@code audit} says from now on. */
final class AuditLines implements AutoCloseable {
  private final Logger logger = (Logger) LoggerFactory.getLogger("audit");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  AuditLines() {
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    lines.start();
    logger.addAppender(lines);
  }

  List<String> all() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Override
  public void close() {
    logger.detachAppender(lines);
  }
}
