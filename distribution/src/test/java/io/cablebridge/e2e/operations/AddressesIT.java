package io.cablebridge.e2e.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.ChildProcess;
import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.e2e.rig.FreePort;
import io.cablebridge.e2e.rig.HttpCalls;
import io.cablebridge.e2e.rig.Tarball;
import io.cablebridge.e2e.rig.TestBed;
import io.cablebridge.fake.FakeRails;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of Rails and Redis as Docker Compose gives them, and addresses that are taken. */
final class AddressesIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  @TempDir private Path directory;

  @Test
  void aRailsWhoseNameHasAnUnderscoreIsReached() throws Exception {
    Path hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.1 rails_app\n");
    FakeRails rails = TESTBED.add(FakeRails.start());
    BridgeProcess bridge =
        TESTBED.add(
            new BridgeProcess(
                FreePort.find(),
                URI.create("ws://rails_app:" + rails.port() + "/cable"),
                List.of(),
                Map.of("CABLE_BRIDGE_JAVA_OPTS", "-Djdk.net.hosts.file=" + hosts)));
    bridge.calls().get("/" + TestBed.freshId() + "?timeout=0.1");
    Eventually.withinSeconds(10)
        .until(
            () ->
                bridge
                    .console()
                    .get("/metrics")
                    .body()
                    .contains("cablebridge_upstream_connects_total{result=\"welcomed\"} 1.0"));
    assertThat(rails.handshakes()).hasSize(1);
  }

  /** The client of Redis resolves names by itself, so only the failure is the test's to see. */
  @Test
  void aRedisWhoseNameHasAnUnderscoreIsLookedUp() {
    BridgeProcess bridge =
        TESTBED.add(
            new BridgeProcess(
                URI.create("ws://127.0.0.1:9/cable"),
                List.of(
                    "streams.broker=redis", "streams.redis.url=redis://my_redis.invalid:6379")));
    Eventually.withinSeconds(10)
        .until(
            () -> bridge.log().contains("unavailable redis=redis://my_redis.invalid:6379 reason="));
    assertThat(bridge.log()).containsPattern("reason=.*(NXDOMAIN|UnknownHost|resolve)");
  }

  @Test
  void anUnknownNameIsNamedByTheConsole() {
    BridgeProcess bridge =
        TESTBED.add(
            new BridgeProcess(
                URI.create("ws://rails_app.invalid:1/cable"), List.of("health.upstream-grace=0s")));
    HttpCalls console = bridge.console();
    bridge.calls().get("/" + TestBed.freshId() + "?timeout=0.1");
    Eventually.withinSeconds(10)
        .until(
            () ->
                console
                    .get("/")
                    .body()
                    .contains("ws://rails_app.invalid:1/cable: the host name is unknown"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "admin"})
  void aPortInUseNamesItsSetting(String section) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      ChildProcess process =
          TESTBED.add(
              ChildProcess.start(
                  "bridge",
                  "taken-" + section,
                  Path.of("target"),
                  Map.of(),
                  List.of(
                      Tarball.HOME.resolve("bin").resolve("cable-bridge").toString(),
                      "--set",
                      "http.host=127.0.0.1",
                      "--set",
                      "http.port=0",
                      "--set",
                      "admin.port=0",
                      "--set",
                      section + ".port=" + port)));
      assertThat(process.exitCode(Duration.ofSeconds(30))).isEqualTo(1);
      assertThat(process.log())
          .contains(
              "The bridge cannot start: "
                  + section
                  + ".port="
                  + port
                  + " ("
                  + section
                  + ".host=127.0.0.1) cannot be used: Address already in use");
    }
  }
}
