package io.cablebridge.http;

import static io.cablebridge.http.Running.ROOM;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Rails may send has a limit; beyond it the connection is made anew, and the client told. */
class Defect12UpstreamBombEndsItsOwnSessionTest {
  private final Running bridge = Running.start();

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void aFrameBeyondTheUsualLimitCostsTheConnectionOnly() {
    try (Stream stream = Stream.subscribed(bridge, Running.newId())) {
      bridge.rails.sendRaw("x".repeat(3_000_000));
      stream.awaitTypes("joined", "connected", "disconnected", "connected");
      bridge.rails.broadcast(ROOM, "1");
      stream.awaitReceived(List.of("1"));
    }
  }
}
