package io.cablebridge.http;

import static io.cablebridge.http.Running.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Without {@code id:} lines nothing can be resumed; without heartbeats idle proxies cut streams.
 */
class Defect01ResumeNeedsIdLinesTest {
  private final String id = Running.newId();
  private final Running bridge = Running.start(plan -> plan.heartbeat = Duration.ofMillis(300));

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void everyEventHasAnIdLine() {
    try (Stream stream = Stream.subscribed(bridge, id)) {
      bridge.rails.broadcast(ROOM, "1");
      stream.awaitReceived(List.of("1"));
      long ids = stream.raw().lines().filter(line -> line.matches("id: [0-9]+/.+")).count();
      assertThat(ids).isEqualTo(stream.events().size()).isEqualTo(3);
    }
  }

  @Test
  void theLastIdBringsEverythingThatWasMissed() {
    String position;
    try (Stream stream = Stream.subscribed(bridge, id)) {
      position = stream.position();
    }
    List<String> missed = List.of("1", "2", "3");
    missed.forEach(n -> bridge.rails.broadcast(ROOM, n));
    try (Stream stream = Stream.open(bridge, "/" + id, "Last-Event-ID: " + position)) {
      stream.awaitReceived(missed);
    }
  }

  @Test
  void aSilentStreamHasHeartbeats() {
    try (Stream stream = Stream.open(bridge, "/" + id)) {
      await().until(() -> !stream.comments().isEmpty());
    }
  }
}
