package io.cablebridge.http.exchange;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.http.rig.EventStream;
import io.cablebridge.http.rig.RawConnection;
import io.cablebridge.http.rig.RunningBridge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The server counts requests, and refusals by their error code. */
class RequestCountersTest {
  private final RunningBridge bridge = RunningBridge.start();

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void eachRequestCountsOnce() {
    bridge.client().get("/health/live");
    bridge.client().get("/health/ready");
    bridge.client().opened(RunningBridge.newId(), ROOM);
    assertThat(bridge.requests()).isEqualTo(3);
  }

  @Test
  void aStreamCountsWhenItHasBegun() {
    try (EventStream stream = EventStream.open(bridge, "/" + RunningBridge.newId())) {
      stream.awaitTypes("joined");
      assertThat(bridge.requests()).isEqualTo(1);
    }
  }

  @Test
  void aRefusalCountsUnderItsCode() {
    bridge.client().get("/short").expectError(400, "bad_session_id");
    bridge.client().get("/" + RunningBridge.newId(), "Origin", "https://evil.example").expect(403);
    bridge.client().get("/" + RunningBridge.newId(), "Origin", "https://evil.example").expect(403);
    assertThat(bridge.refusals("origin_not_allowed")).isEqualTo(2);
    assertThat(bridge.refusals("bad_session_id")).isEqualTo(1);
    assertThat(bridge.refusals("session_busy")).isZero();
    assertThat(bridge.requests()).isEqualTo(3);
  }

  @Test
  void aRefusalThatComesLaterCountsToo() {
    bridge.rails.refuseWithStatus(401, "text/plain", "");
    bridge.client().get("/" + RunningBridge.newId()).expectError(401, "unauthorized");
    assertThat(bridge.refusals("unauthorized")).isEqualTo(1);
  }

  @Test
  void invalidHttpCountsAsABadRequest() {
    try (RawConnection wire = RawConnection.to(bridge)) {
      assertThat(wire.send("\u0001\u0002\r\n\r\n").answer().status()).isEqualTo(400);
    }
    assertThat(bridge.refusals("bad_request")).isEqualTo(1);
  }
}
