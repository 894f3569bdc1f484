package io.cablebridge.tolls;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.upstream.cable.MessageLine;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The cost of one message from Rails to a client, counted and not timed. */
class MessageTollsTest {
  private static long readings;
  private static Map<String, Long> monitors = Map.of();

  @BeforeAll
  static void sendMessages() throws Exception {
    Object line =
        new MonitorCountingLoader()
            .loadClass(MessageLine.class.getName())
            .getConstructor()
            .newInstance();
    readings = (Long) ((Callable<?>) line).call();
    monitors =
        MonitorCount.counts().entrySet().stream()
            .filter(entry -> !isTestDouble(entry.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static boolean isTestDouble(String name) {
    return name.startsWith("io.cablebridge.fake.")
        || name.equals("io.cablebridge.session.FakeTime");
  }

  @Test
  void aMessageTakesTwoLocks() {
    assertThat(monitors.values().stream().mapToLong(Long::longValue).sum())
        .as("monitors entered: %s", monitors)
        .isEqualTo(2L * MessageLine.MESSAGES);
  }

  @Test
  void aMessageReadsTheClockThreeTimes() {
    assertThat(readings).isEqualTo(3L * MessageLine.MESSAGES);
  }
}
