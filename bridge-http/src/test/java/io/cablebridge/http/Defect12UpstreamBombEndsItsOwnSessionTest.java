package io.cablebridge.http;

import static io.cablebridge.http.Running.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
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
  void aFrameBeyondTheLimitCostsTheConnectionOnly() {
    assertSurvives(() -> bridge.rails.sendRaw("x".repeat(3_000_000)));
  }

  @Test
  void aMessageInEndlessFragmentsCostsTheConnectionOnly() {
    byte[] text = "x".repeat(3_000_000).getBytes(StandardCharsets.US_ASCII);
    assertSurvives(() -> bridge.rails.sendFragmented(text, 50_000));
  }

  private void assertSurvives(Runnable bomb) {
    try (Stream stream = Stream.subscribed(bridge, Running.newId())) {
      bomb.run();
      stream.awaitTypes("joined", "connected", "disconnected", "connected");
      bridge.rails.broadcast(ROOM, "1");
      stream.awaitReceived(List.of("1"));
    }
  }

  @Test
  void connectionsAndSessionsAreGoneWithTheirClients() {
    for (int n = 0; n < 20; n++) {
      String id = Running.newId();
      Stream.subscribed(bridge, id).close();
      bridge.client().delete("/" + id).expect(204);
    }
    await().until(() -> bridge.rails.openConnections() == 0);
    assertThat(bridge.sessions.listeners()).isZero();
  }
}
