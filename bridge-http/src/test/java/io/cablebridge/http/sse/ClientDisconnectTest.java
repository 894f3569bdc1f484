package io.cablebridge.http.sse;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.EventStream;
import io.cablebridge.http.rig.RawConnection;
import io.cablebridge.http.rig.RunningBridge;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stream that has left HTTP sees its client go at once, with no heartbeat and no event to it. */
class ClientDisconnectTest {
  private final String id = RunningBridge.newId();
  private final RunningBridge bridge = RunningBridge.start(plan -> plan.linger = Duration.ZERO);

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void detectsTheEndOfAnIdleConnectionAtOnce() {
    EventStream stream = EventStream.subscribed(bridge, id);
    assertThat(bridge.sessions.listeners()).isEqualTo(1);
    stream.close();
    await().atMost(Duration.ofSeconds(2)).until(() -> bridge.sessions.listeners() == 0);
  }

  @Test
  void detectsAClientThatClosesItsOutput() {
    try (RawConnection wire = RawConnection.to(bridge)) {
      wire.send(RawConnection.request("GET /" + id, "Accept: text/event-stream"));
      await().until(() -> bridge.sessions.listeners() == 1);
      wire.finish();
      await().until(() -> bridge.sessions.listeners() == 0);
    }
  }

  @Test
  void endsTheUpstreamWithTheLastReaderWhereThereIsNoLinger() {
    EventStream.subscribed(bridge, id).close();
    await().until(() -> bridge.sessions.size() == 0 && bridge.rails.openConnections() == 0);
  }

  @Test
  void acceptsAClientThatKeepsSending() {
    try (EventStream stream = EventStream.open(bridge, "/" + id);
        RawConnection wire = RawConnection.to(bridge)) {
      String other = RunningBridge.newId();
      wire.send(RawConnection.request("GET /" + other, "Accept: text/event-stream"));
      wire.send("GET /and-then-another HTTP/1.1\r\n".repeat(100));
      await().until(() -> bridge.sessions.listeners() == 2);
      bridge.client().post("/" + other, Client.subscribe(ROOM)).expect(200);
      bridge.awaitSubscribers(1);
      stream.awaitTypes("joined");
    }
  }
}
