package io.cablebridge.http;

import static io.cablebridge.http.Running.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stream that has left HTTP sees its client go at once, with no heartbeat and no event to it. */
class ReaderLeavesTest {
  private final String id = Running.newId();
  private final Running bridge = Running.start(plan -> plan.linger = Duration.ZERO);

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void noticesTheEndOfAnIdleConnectionAtOnce() {
    Stream stream = Stream.subscribed(bridge, id);
    assertThat(bridge.sessions.listeners()).isEqualTo(1);
    stream.close();
    await().atMost(Duration.ofSeconds(2)).until(() -> bridge.sessions.listeners() == 0);
  }

  @Test
  void noticesAClientThatOnlyStopsTalking() {
    try (Wire wire = Wire.to(bridge)) {
      wire.send(Wire.request("GET /" + id, "Accept: text/event-stream"));
      await().until(() -> bridge.sessions.listeners() == 1);
      wire.finish();
      await().until(() -> bridge.sessions.listeners() == 0);
    }
  }

  @Test
  void endsTheUpstreamWithTheLastReaderWhereThereIsNoLinger() {
    Stream.subscribed(bridge, id).close();
    await().until(() -> bridge.sessions.size() == 0 && bridge.rails.openConnections() == 0);
  }

  @Test
  void doesNotMindAClientThatGoesOnTalking() {
    try (Stream stream = Stream.open(bridge, "/" + id);
        Wire wire = Wire.to(bridge)) {
      String other = Running.newId();
      wire.send(Wire.request("GET /" + other, "Accept: text/event-stream"));
      wire.send("GET /and-then-another HTTP/1.1\r\n".repeat(100));
      await().until(() -> bridge.sessions.listeners() == 2);
      bridge.client().post("/" + other, Client.subscribe(ROOM)).expect(200);
      bridge.awaitSubscribers(1);
      stream.awaitTypes("joined");
    }
  }
}
