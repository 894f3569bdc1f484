package io.cablebridge.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.bench.load.LoadClient;
import io.cablebridge.bench.load.LoadProfile;
import io.cablebridge.bench.probe.Waiting;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.e2e.rig.FreePort;
import io.cablebridge.e2e.rig.Json;
import io.cablebridge.e2e.rig.TestBed;
import io.cablebridge.fake.FakeRails;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Large messages to many sessions in a heap of 64 MiB, which they exceed many times: the process
 * drops what it cannot hold, serves on, and ends when it is asked to. The properties {@code
 * small.*} raise the figures.
 */
final class SmallHeapIT {
  private static final String ROOM = "{\"channel\":\"ChatChannel\",\"room\":\"big\"}";
  private static final int SESSIONS = Integer.getInteger("small.sessions", 600);
  private static final int MESSAGES = Integer.getInteger("small.messages", 10);

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private final FakeRails rails = TESTBED.add(FakeRails.start());

  @Test
  void largeMessagesToManySessionsDoNotEndTheProcess() throws Exception {
    BridgeProcess bridge =
        TESTBED.add(
            new BridgeProcess(
                FreePort.find(), rails.uri(), List.of(), Map.of("CABLE_BRIDGE_HEAP", "64m")));
    JsonNode overview = Json.parse(bridge.console().get("/api/overview").body());
    assertThat(overview.at("/sessions/limit").asInt()).isBetween(1_000, 3_000);
    LoadClient clients = TESTBED.add(new LoadClient(bridge.port(), profile()));
    clients.open(SESSIONS, Duration.ofSeconds(30));

    String text = "x".repeat(100_000);
    for (int i = 0; i < MESSAGES; i++) {
      rails.broadcast(ROOM, "{\"at\":\"@%019d\",\"t\":\"%s\"}".formatted(System.nanoTime(), text));
      Waiting.pause(Duration.ofSeconds(1));
    }
    assertThat(clients.deliveries().messages()).isPositive();
    Eventually.withinSeconds(30)
        .untilAsserted(
            () -> {
              long before = clients.deliveries().messages();
              rails.broadcast(ROOM, "{\"at\":\"@%019d\"}".formatted(System.nanoTime()));
              Waiting.pause(Duration.ofSeconds(2));
              assertThat(clients.deliveries().messages() - before).isGreaterThanOrEqualTo(SESSIONS);
            });
    clients.check();
    assertThat(bridge.calls().statusOf("/health/ready")).isEqualTo(200);
    assertThat(bridge.log()).doesNotContain("java.lang.OutOfMemoryError");

    clients.closeAll();
    bridge.terminate();
    assertThat(bridge.exitCode(Duration.ofSeconds(20))).isZero();
  }

  private static LoadProfile profile() {
    String query = "?subscribe=" + URLEncoder.encode(ROOM, StandardCharsets.UTF_8);
    byte[] opened = "\"type\":\"connected\"".getBytes(StandardCharsets.US_ASCII);
    return new LoadProfile(number -> "/" + TestBed.freshId() + query, opened, 0);
  }
}
