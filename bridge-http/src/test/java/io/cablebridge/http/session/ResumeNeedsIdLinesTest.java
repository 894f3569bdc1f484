package io.cablebridge.http.session;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.http.rig.EventStream;
import io.cablebridge.http.rig.RunningBridge;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Without {@code id:} lines nothing can be resumed; without heartbeats idle proxies cut streams.
 * Defect 1 of the older server.
 */
class ResumeNeedsIdLinesTest {
  private final String id = RunningBridge.newId();
  private final RunningBridge bridge =
      RunningBridge.start(plan -> plan.heartbeat = Duration.ofMillis(300));

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void everyEventHasAnIdLine() {
    try (EventStream stream = EventStream.subscribed(bridge, id)) {
      bridge.rails.broadcast(ROOM, "1");
      stream.awaitReceived(List.of("1"));
      long ids = stream.raw().lines().filter(line -> line.matches("id: [0-9]+/.+")).count();
      assertThat(ids).isEqualTo(stream.events().size()).isEqualTo(3);
    }
  }

  @Test
  void theLastIdBringsEverythingThatWasMissed() {
    String position;
    try (EventStream stream = EventStream.subscribed(bridge, id)) {
      position = stream.position();
    }
    List<String> missed = List.of("1", "2", "3");
    missed.forEach(n -> bridge.rails.broadcast(ROOM, n));
    try (EventStream stream = EventStream.open(bridge, "/" + id, "Last-Event-ID: " + position)) {
      stream.awaitReceived(missed);
    }
  }

  @Test
  void aSilentStreamHasHeartbeats() {
    try (EventStream stream = EventStream.open(bridge, "/" + id)) {
      await().until(() -> !stream.comments().isEmpty());
    }
  }
}
