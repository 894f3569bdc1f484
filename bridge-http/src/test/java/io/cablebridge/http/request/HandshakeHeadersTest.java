package io.cablebridge.http.request;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cablebridge.session.FakeTime;
import io.cablebridge.time.LogLimiter;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class HandshakeHeadersTest {
  private static final Logger LOG = (Logger) LoggerFactory.getLogger(HandshakeHeaders.class);

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final FakeTime time = new FakeTime();
  private final HandshakeHeaders headers = new HandshakeHeaders(new LogLimiter(time));

  @BeforeEach
  void listen() {
    lines.start();
    LOG.addAppender(lines);
    LOG.setLevel(Level.WARN);
  }

  @AfterEach
  void stop() {
    LOG.detachAppender(lines);
    LOG.setLevel(null);
  }

  @Test
  void aTabIsKept() {
    headers.add("Cookie", "a=1\t2");
    assertThat(headers.namesAndValues()).containsExactly("Cookie", "a=1\t2");
    assertThat(lines.list).isEmpty();
  }

  @Test
  void anotherControlCharacterLeavesItsHeaderOutWithOneLineEachMinute() {
    headers.add("Cookie", "user=geheim\u0001");
    headers.add("User-Agent", "a\u007f");
    headers.add("Accept-Language", "cs");
    assertThat(headers.namesAndValues()).containsExactly("Accept-Language", "cs");
    assertThat(lines.list).hasSize(1);
    assertThat(lines.list.get(0).getFormattedMessage())
        .contains("header=Cookie")
        .doesNotContain("geheim");
    time.advance(Duration.ofMinutes(1));
    headers.add("X-Custom", "\r");
    assertThat(lines.list.get(1).getFormattedMessage()).contains("header=X-Custom others=1");
  }
}
