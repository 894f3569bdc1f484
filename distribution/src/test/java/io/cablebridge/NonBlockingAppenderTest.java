package io.cablebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lines of the log that cannot be written in time are dropped, counted and reported. */
@Timeout(30)
final class NonBlockingAppenderTest {

  /** More than the queue and the batch that its thread took hold together. */
  private static final int LINES = 10_000;

  private final LoggerContext context = new LoggerContext();
  private final BlockedOutput output = new BlockedOutput();
  private final Logger log = context.getLogger("io.cablebridge.test");

  NonBlockingAppenderTest() {
    context.setMDCAdapter(new LogbackMDCAdapter());
    output.setContext(context);
    output.start();
    NonBlockingAppender appender = new NonBlockingAppender();
    appender.setContext(context);
    appender.addAppender(output);
    appender.start();
    log.setAdditive(false);
    log.addAppender(appender);
  }

  @AfterEach
  void stop() {
    output.unblocked.countDown();
    context.stop();
  }

  @Test
  void aLineNeverWaitsForTheOutput() {
    for (int line = 0; line < LINES; line++) {
      log.info("line {}", line);
    }

    assertThat(output.lines).as("written while the output is blocked").isEmpty();
  }

  @Test
  void theNextLineAfterwardsIsPrecededByTheNumberOfThoseMissing() {
    for (int line = 0; line < LINES; line++) {
      log.info("line {}", line);
    }
    output.unblocked.countDown();
    await().until(() -> output.lines.size() > 4000 && output.isIdle());
    int written = output.lines.size();
    log.info("afterwards");

    await().until(() -> output.lines.size() == written + 2);
    List<String> end = output.lines.subList(written, written + 2);
    assertThat(end.get(0)).startsWith(LINES - written + " log lines are missing");
    assertThat(end.get(1)).isEqualTo("afterwards");
  }

  /** An output that accepts nothing until it is unblocked. */
  private static final class BlockedOutput extends AppenderBase<ILoggingEvent> {
    private final CountDownLatch unblocked = new CountDownLatch(1);
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile int seen;

    @Override
    protected void append(ILoggingEvent event) {
      try {
        unblocked.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      lines.add(event.getFormattedMessage());
    }

    /** Whether no line has come since the last call. */
    private boolean isIdle() {
      int before = seen;
      seen = lines.size();
      return before == seen;
    }
  }
}
