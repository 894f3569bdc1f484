package io.cablebridge.http;

import static io.cablebridge.http.Running.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One reader that takes nothing must stop neither the others nor the upstream. */
class Defect02SlowReaderStopsNobodyTest {
  private final Running bridge = Running.start(plan -> plan.allowReuse = true);

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void theOthersReadOnBesideAReaderThatTakesNothing() {
    String shared = Running.newId();
    try (Stream beside = Stream.subscribed(bridge, shared);
        Wire deaf = Wire.to(bridge, 8192);
        Stream elsewhere = Stream.subscribed(bridge, Running.newId())) {
      deaf.send(Wire.request("GET /" + shared, "Accept: text/event-stream"));
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
