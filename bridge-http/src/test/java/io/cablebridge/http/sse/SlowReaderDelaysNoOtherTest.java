package io.cablebridge.http.sse;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.http.rig.EventStream;
import io.cablebridge.http.rig.RawConnection;
import io.cablebridge.http.rig.RunningBridge;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * One client that reads nothing must stop neither the others nor the upstream. Defect 2 of the
 * older server.
 */
class SlowReaderDelaysNoOtherTest {
  private final RunningBridge bridge = RunningBridge.start(plan -> plan.allowReuse = true);

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void theOthersReadOnBesideAReaderThatTakesNothing() {
    String shared = RunningBridge.newId();
    try (EventStream beside = EventStream.subscribed(bridge, shared);
        RawConnection deaf = RawConnection.to(bridge, 8192);
        EventStream elsewhere = EventStream.subscribed(bridge, RunningBridge.newId())) {
      deaf.send(RawConnection.request("GET /" + shared, "Accept: text/event-stream"));
      beside.awaitTypes("joined", "connected", "joined");
      List<String> sent = new ArrayList<>();
      for (int n = 0; n < 40; n++) {
        String message = "\"" + n + "x".repeat(100_000) + "\"";
        sent.add(message);
        bridge.rails.broadcast(ROOM, message);
        beside.awaitReceived(sent);
      }
      elsewhere.awaitReceived(sent);
      assertThat(bridge.sessions.listeners()).isEqualTo(3);
    }
  }
}
