package io.cablebridge.http.session;

import static io.cablebridge.http.rig.RunningBridge.ROOM;

import io.cablebridge.http.rig.EventStream;
import io.cablebridge.http.rig.RunningBridge;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A frame of Rails beyond the limit costs its own connection, which is made again, and the client
 * is notified. Defect 12 of the older server.
 */
class OversizedUpstreamFrameTest {
  private final RunningBridge bridge = RunningBridge.start();

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void aFrameBeyondTheUsualLimitCostsTheConnectionOnly() {
    try (EventStream stream = EventStream.subscribed(bridge, RunningBridge.newId())) {
      bridge.rails.sendRaw("x".repeat(3_000_000));
      stream.awaitTypes("joined", "connected", "disconnected", "connected");
      bridge.rails.broadcast(ROOM, "1");
      stream.awaitReceived(List.of("1"));
    }
  }
}
