package io.cablebridge.e2e.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.e2e.client.PollClient;
import io.cablebridge.e2e.client.PollReply;
import io.cablebridge.e2e.client.SseClient;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RailsServer;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.TestBed;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** On SIGTERM every client receives its last event or answer, and the process ends in time. */
@Needs(RealPart.RAILS)
final class ShutdownIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  @Test
  void pollsAreAnsweredStreamsAreClosedAndTheExitIsClean() {
    RailsServer rails = TESTBED.rails();
    BridgeProcess bridge = TESTBED.bridge(rails, "shutdown-timeout=5s");
    SseClient stream = TESTBED.add(new SseClient(bridge, TestBed.freshId()).connect());
    stream.await("joined");
    PollClient poller = new PollClient(bridge, TestBed.freshId());
    poller.poll(0.1);
    CompletableFuture<PollReply> held = CompletableFuture.supplyAsync(() -> poller.poll(50));
    Eventually.during(Duration.ofMillis(300)).until(() -> !held.isDone());

    bridge.terminate();

    assertThat(held.join().status()).isEqualTo(200);
    JsonNode closed = stream.await("closed").json();
    assertThat(closed.path("reason").asText()).isEqualTo("shutting_down");
    assertThat(closed.path("reconnect").asBoolean()).isTrue();
    Eventually.withinSeconds(5).until(() -> !stream.isOpen());
    assertThat(stream.stream().retries())
        .as("one at the start, one at the end")
        .hasSizeGreaterThan(1);
    assertThat(bridge.exitCode(Duration.ofSeconds(6))).isZero();
    Eventually.withinSeconds(5).until(() -> rails.connections() == 0);
  }

  @Test
  void aProcessWithoutClientsEndsAtOnce() {
    BridgeProcess bridge = TESTBED.bridge(TESTBED.rails());
    bridge.terminate();

    assertThat(bridge.exitCode(Duration.ofSeconds(10))).isZero();
  }
}
