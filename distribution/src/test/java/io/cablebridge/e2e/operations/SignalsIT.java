package io.cablebridge.e2e.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cablebridge.e2e.client.SseClient;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.e2e.rig.FreePort;
import io.cablebridge.e2e.rig.HttpCalls;
import io.cablebridge.e2e.rig.TestBed;
import io.cablebridge.fake.FakeRails;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** SIGHUP and SIGUSR1 reload and drain the running product, and the log reports it. */
final class SignalsIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  @TempDir private Path directory;

  private final FakeRails rails = TESTBED.add(FakeRails.start());

  private static int statusFrom(BridgeProcess bridge, String origin) {
    return new HttpCalls(bridge.uri(), "Origin", origin)
        .get("/" + TestBed.freshId() + "?timeout=0.1")
        .statusCode();
  }

  private static String metrics(BridgeProcess bridge) {
    return bridge.console().get("/metrics").body();
  }

  @Test
  void aReloadAppliesOriginsAndLogLevelAndRefusesErrors() throws Exception {
    String shop = "https://shop.example";
    Path file = Files.writeString(directory.resolve("bridge.yml"), "log.level: warn\n");
    BridgeProcess bridge =
        TESTBED.add(
            new BridgeProcess(
                FreePort.find(),
                rails.uri(),
                List.of(),
                Map.of("CABLE_BRIDGE_CONFIG", file.toString())));
    assertThat(bridge.log()).doesNotContain("listening on port");
    assertThat(statusFrom(bridge, shop)).isEqualTo(403);

    Files.writeString(
        file, "log.level: info\nhttp.cors.allowed-origins: [https://shop.example]\nhttp.port: 1\n");
    bridge.signal("HUP");

    Eventually.withinSeconds(10).until(() -> statusFrom(bridge, shop) != 403);
    Eventually.withinSeconds(5)
        .until(() -> bridge.log().contains("http.cors.allowed-origins [] -> [" + shop + "]"));
    assertThat(bridge.log())
        .contains("log.level warn -> info")
        .doesNotContain("needs a restart: http.port"); // the command line overrides the file

    Files.writeString(file, "log.level: info\nhttp.cors.reflect-any-origin: true\n");
    bridge.signal("HUP");
    Eventually.withinSeconds(10)
        .until(() -> bridge.log().contains("reflect-any-origin lets every web page"));
    assertThat(statusFrom(bridge, "https://any.example")).isNotEqualTo(403);

    Files.writeString(file, "http.prot: 1\nhttp.cors.allowed-origins: [nonsense]\n");
    bridge.signal("HUP");

    Eventually.withinSeconds(10).until(() -> bridge.log().contains("problems=2"));
    assertThat(bridge.log())
        .contains("bridge.yml:1: ", "bridge.yml:2: ", "did you mean http.port?");
    assertThat(statusFrom(bridge, shop)).isNotEqualTo(403);
    assertThat(bridge.isAlive()).isTrue();
  }

  @Test
  void aFailedReloadShowsInTheMetrics() throws Exception {
    Path file = Files.writeString(directory.resolve("bridge.yml"), "");
    BridgeProcess bridge =
        TESTBED.add(
            new BridgeProcess(
                FreePort.find(),
                rails.uri(),
                List.of(),
                Map.of("CABLE_BRIDGE_CONFIG", file.toString())));
    assertThat(metrics(bridge)).contains("cablebridge_config_reload_success 1.0");
    Files.writeString(file, "nonsense: 1\n");
    bridge.signal("HUP");
    Eventually.withinSeconds(10)
        .until(() -> metrics(bridge).contains("cablebridge_config_reload_success 0.0"));
  }

  @Test
  void aBridgeUnderNohupLogsThatSighupIsIgnored() {
    BridgeProcess bridge = TESTBED.add(BridgeProcess.underNohup(rails.uri()));
    assertThat(bridge.log()).contains("SIGHUP is ignored");
    BridgeProcess other = TESTBED.add(new BridgeProcess(rails.uri(), List.of()));
    assertThat(other.log()).doesNotContain("SIGHUP is ignored");
  }

  @Test
  void aDrainClosesEverySessionAndKeepsTheProcess() {
    BridgeProcess bridge = TESTBED.add(new BridgeProcess(rails.uri(), List.of("drain-timeout=3s")));
    List<SseClient> streams = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      streams.add(TESTBED.add(new SseClient(bridge, TestBed.freshId()).connect()));
      streams.get(i).await("joined");
    }
    assertThat(metrics(bridge)).contains("cablebridge_draining 0.0");

    bridge.signal("USR1");

    Eventually.withinSeconds(5).until(() -> bridge.calls().statusOf("/health/ready") == 503);
    HttpResponse<String> refused = bridge.calls().get("/" + TestBed.freshId());
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("shutting_down");
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    for (SseClient stream : streams) {
      JsonNode closed = stream.await("closed").json();
      assertThat(closed.path("reason").asText()).isEqualTo("shutting_down");
      assertThat(closed.path("reconnect").asBoolean()).isTrue();
    }
    Eventually.withinSeconds(10).until(() -> bridge.log().contains("drained after_seconds="));
    assertThat(bridge.log()).contains("draining begins sessions=6 limit_seconds=3");
    assertThat(metrics(bridge)).contains("cablebridge_draining 1.0");
    assertThat(bridge.calls().statusOf("/health/live")).isEqualTo(200);
    assertThat(bridge.isAlive()).isTrue();

    bridge.terminate();

    assertThat(bridge.exitCode(Duration.ofSeconds(10))).isZero();
  }

  @Test
  void theLogCanBeJson() throws Exception {
    BridgeProcess bridge = TESTBED.add(new BridgeProcess(rails.uri(), List.of("log.format=json")));
    String id =
        new HttpCalls(bridge.uri(), "Origin", "https://evil.example")
            .get("/" + TestBed.freshId())
            .headers()
            .firstValue("X-Request-Id")
            .orElseThrow();
    Eventually.withinSeconds(5).until(() -> bridge.log().contains("request_id=" + id));
    ObjectMapper json = new ObjectMapper();
    List<String> lines =
        bridge.log().lines().filter(line -> !line.startsWith("cable-bridge: ")).toList();
    assertThat(lines).hasSizeGreaterThan(3);
    for (String line : lines) {
      JsonNode object = json.readTree(line);
      assertThat(object.path("level").asText()).matches("INFO|WARN");
      assertThat(object.path("timestamp").asLong()).isPositive();
      assertThat(object.path("formattedMessage").asText()).isNotEmpty();
    }
  }
}
