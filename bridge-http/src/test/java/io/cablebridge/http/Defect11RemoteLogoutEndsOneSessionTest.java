package io.cablebridge.http;

import static io.cablebridge.http.Running.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A {@code disconnect} for good ends the sessions that it is about, and never the process. */
class Defect11RemoteLogoutEndsOneSessionTest {
  private final Running bridge = Running.start();

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void theBridgeServesOthersAfterARemoteLogout() {
    try (Stream gone = Stream.subscribed(bridge, Running.newId())) {
      bridge.rails.disconnectAll("remote", false);
      assertThat(gone.awaitEnd()).isTrue();
      assertThat(gone.json().get(2).get("reason").asText()).isEqualTo("remote");
    }
    try (Stream other = Stream.subscribed(bridge, Running.newId())) {
      bridge.rails.broadcast(ROOM, "1");
      other.awaitReceived(List.of("1"));
    }
  }
}
