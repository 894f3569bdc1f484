package io.cablebridge.http;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.http.rig.EventStream;
import io.cablebridge.http.rig.RawConnection;
import io.cablebridge.http.rig.RunningBridge;
import io.cablebridge.http.rig.TestCertificate;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that is slow with its request, or has none, loses its connection; others do not. */
class SlowClientsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final String id = RunningBridge.newId();
  private RunningBridge bridge = start(Duration.ofMinutes(1));

  private static RunningBridge start(Duration idleTimeout) {
    return RunningBridge.start(
        plan -> {
          plan.headTimeout = SECOND;
          plan.bodyTimeout = SECOND;
          plan.idleTimeout = idleTimeout;
        });
  }

  @AfterEach
  void stop() {
    bridge.close();
  }

  private long tooSlow() {
    return bridge.requests.faults().get("too_slow").longValue();
  }

  /** Sends a byte from time to time, as long as they are taken. */
  private static void drip(RawConnection wire) throws InterruptedException {
    for (int i = 0; i < 15; i++) {
      wire.sendWhatIsTaken(new byte[] {'x'});
      Thread.sleep(200);
    }
  }

  @Test
  void aSlowHeadIsAnswered408() throws InterruptedException {
    try (RawConnection wire = RawConnection.to(bridge)) {
      wire.send("GET /" + id + " HTTP/1.1\r\nHost: h\r\nX-A: ");
      drip(wire);
      wire.answer().expect(408);
      assertThat(wire.ends()).isTrue();
    }
    assertThat(tooSlow()).isEqualTo(1);
  }

  @Test
  void aSlowBodyIsEnded() throws InterruptedException {
    bridge.client().opened(id, ROOM);
    for (String path : new String[] {"/" + id, "/short", "/" + RunningBridge.newId()}) {
      try (RawConnection wire = RawConnection.to(bridge)) {
        wire.send(RawConnection.request("POST " + path, "Content-Length: 5000"));
        drip(wire);
        while (!wire.ends()) {
          // The bridge may have answered, with a refusal or 408.
        }
      }
    }
    assertThat(tooSlow()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void aRequestThatIsWholeMayWaitForItsAnswer() throws InterruptedException {
    bridge.client().opened(id, ROOM);
    try (RawConnection poll = RawConnection.to(bridge);
        EventStream stream = EventStream.open(bridge, "/" + RunningBridge.newId())) {
      poll.send(RawConnection.request("GET /" + id)).answer().expect(200);
      poll.send(RawConnection.request("GET /" + id + "?timeout=4", "Content-Length: 2") + "xx");
      poll.answer().expect(200);
      stream.awaitTypes("joined");
    }
    assertThat(tooSlow()).isZero();
  }

  @Test
  void aConnectionWithoutARequestEndsInSilence() {
    bridge.close();
    bridge = start(SECOND);
    try (RawConnection silent = RawConnection.to(bridge);
        RawConnection kept = RawConnection.to(bridge)) {
      kept.send(RawConnection.request("GET /health/live")).answer().expect(200);
      await().atMost(Duration.ofSeconds(5)).until(kept::ends);
      assertThat(silent.ends()).isTrue();
    }
    assertThat(tooSlow()).isZero();
  }

  @Test
  void aHandshakeOfTlsThatDoesNotEndIsEnded(@TempDir Path directory) {
    bridge.close();
    bridge =
        RunningBridge.start(
            plan -> {
              plan.headTimeout = SECOND;
              plan.tls = TestCertificate.make("EC").into(directory, true);
            });
    try (RawConnection wire = RawConnection.to(bridge)) {
      wire.send(new byte[] {0x16, 3, 1, 2, 0, 1});
      await().atMost(Duration.ofSeconds(5)).until(wire::ends);
    }
    assertThat(tooSlow()).isEqualTo(1);
  }
}
