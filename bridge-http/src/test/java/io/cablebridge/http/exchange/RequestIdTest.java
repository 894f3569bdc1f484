package io.cablebridge.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.RunningBridge;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** An error and its line in the log have the same id, which may be the client's own. */
class RequestIdTest {
  private static final Logger OURS = (Logger) LoggerFactory.getLogger("io.cablebridge");

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final RunningBridge bridge = RunningBridge.start();
  private final AppenderBase<ILoggingEvent> recorder =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          lines.add(event.getFormattedMessage());
        }
      };

  RequestIdTest() {
    recorder.start();
    OURS.addAppender(recorder);
    OURS.setLevel(Level.INFO);
    OURS.setAdditive(false);
  }

  @AfterEach
  void stop() {
    bridge.close();
    OURS.detachAppender(recorder);
    OURS.setLevel(null);
    OURS.setAdditive(true);
  }

  @Test
  void anErrorHasTheIdOfItsLogLine() {
    String id = bridge.client().get("/short").expect(400).header("X-Request-Id");
    assertThat(id).matches("[0-9a-f]{16}");
    assertThat(lines).anyMatch(line -> line.endsWith("request_id=" + id));
    assertThat(bridge.client().get("/short").header("X-Request-Id")).isNotEqualTo(id);
  }

  @Test
  void theIdThatARequestBringsIsKept() {
    String brought = "Edge-1.2_" + "x".repeat(55);
    Answer answer = bridge.client().get("/short", "X-Request-Id", brought);
    assertThat(answer.header("X-Request-Id")).isEqualTo(brought);
    assertThat(lines).anyMatch(line -> line.endsWith("request_id=" + brought));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "<script>", "a=b", "a,b", "\u00fc", "x-65-", "\"", "%0a"})
  void anythingElseIsReplacedAndNowhereSeen(String hostile) {
    String brought = hostile.equals("x-65-") ? "x".repeat(65) : hostile;
    Answer answer = bridge.client().get("/short", "X-Request-Id", brought);
    assertThat(answer.header("X-Request-Id")).matches("[0-9a-f]{16}");
    assertThat(lines).noneMatch(line -> line.contains("request_id=" + brought));
  }
}
