package io.cablebridge.e2e.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.e2e.rig.HttpCalls;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.TestBed;
import io.cablebridge.fake.FakeRails;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Health and metrics of the running product, as an operator's monitoring reads them. */
final class OperationsIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private static final String ROOM = "{\"channel\":\"ChatChannel\",\"room\":\"r1\"}";

  @TempDir private Path directory;

  private final FakeRails rails = TESTBED.add(FakeRails.start());

  private BridgeProcess bridge(String... settings) {
    return TESTBED.add(new BridgeProcess(rails.uri(), List.of(settings)));
  }

  private static HttpResponse<String> subscribe(BridgeProcess bridge, String id) {
    String body = "[{\"identifier\":" + ROOM + ",\"subscribe\":true}]";
    return bridge.calls().post("/" + id + "?poll-queue=64", body);
  }

  @Test
  @Needs(RealPart.PROMTOOL)
  void promtoolAcceptsTheMetrics() throws Exception {
    BridgeProcess bridge = bridge();
    assertThat(subscribe(bridge, TestBed.freshId()).statusCode()).isEqualTo(200);
    Path metrics = directory.resolve("metrics");
    Path report = directory.resolve("report");
    Files.writeString(metrics, bridge.console().get("/metrics").body());
    assertThat(Files.readString(metrics))
        .contains("cablebridge_sessions{state=\"open\",transport=\"none\"} 1.0")
        .contains("cablebridge_upstream_connects_total{result=\"welcomed\"} 1.0")
        .contains("cablebridge_broker_up{broker=\"memory\"} 1.0")
        .contains("cablebridge_check_passed{check=\"descriptors_short\"} 1.0")
        .containsPattern("cablebridge_http_requests_total [1-9]");

    Process promtool =
        new ProcessBuilder("promtool", "check", "metrics")
            .redirectInput(metrics.toFile())
            .redirectErrorStream(true)
            .redirectOutput(report.toFile())
            .start();

    int status = promtool.waitFor();
    assertThat(Files.readString(report)).isEmpty();
    assertThat(status).isZero();
  }

  @Test
  void anOutageOfRailsShowsInHealthConsoleAndLog() {
    BridgeProcess bridge = bridge("health.upstream-grace=1s");
    HttpCalls console = bridge.console();
    subscribe(bridge, TestBed.freshId());
    assertThat(bridge.calls().statusOf("/health/ready")).isEqualTo(200);

    rails.stop();

    Eventually.withinSeconds(10).until(() -> bridge.calls().statusOf("/health/ready") == 503);
    assertThat(console.get("/health/ready").body())
        .isEqualTo("{\"status\":\"not_ready\",\"reasons\":[\"upstream_away\"]}");
    assertThat(console.get("/").body()).contains("Rails cannot be reached");
    assertThat(console.get("/metrics").body()).contains("cablebridge_ready 0.0");
    assertThat(bridge.calls().statusOf("/health/live")).isEqualTo(200);
    Eventually.withinSeconds(5)
        .until(() -> bridge.log().contains("not ready reasons=upstream_away"));

    rails.restart();

    Eventually.withinSeconds(10).until(() -> bridge.calls().statusOf("/health/ready") == 200);
    Eventually.withinSeconds(5).until(() -> bridge.log().contains(" ready\n"));
  }

  /** A client that does not read keeps the process alive until the shutdown timeout. */
  @Test
  void aBridgeIsNotReadyDuringItsShutdown() throws IOException {
    BridgeProcess bridge = bridge("shutdown-timeout=10s");
    HttpCalls console = bridge.console();
    String id = TestBed.freshId();
    subscribe(bridge, id);
    try (Socket reader = new Socket()) {
      reader.setReceiveBufferSize(4 * 1024);
      reader.connect(new InetSocketAddress("127.0.0.1", bridge.port()));
      String request =
          "GET /%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nOrigin: %s\r\nAccept: text/event-stream\r\n\r\n";
      String filled = request.formatted(id, bridge.port(), bridge.origin());
      reader.getOutputStream().write(filled.getBytes(StandardCharsets.US_ASCII));
      byte[] head = reader.getInputStream().readNBytes(15);
      assertThat(new String(head, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200 OK");
      Eventually.withinSeconds(5).until(() -> rails.subscribers(ROOM) == 1);
      String message = "\"" + "m".repeat(64 * 1024) + "\"";
      for (int i = 0; i < 100; i++) {
        rails.broadcast(ROOM, message);
      }
      Eventually.withinSeconds(10)
          .until(() -> !console.get("/metrics").body().contains("messages_dropped_total 0.0"));

      bridge.terminate();

      Eventually.withinSeconds(5).until(() -> bridge.calls().statusOf("/health/ready") == 503);
      String draining = "{\"status\":\"not_ready\",\"reasons\":[\"draining\"]}";
      assertThat(bridge.calls().get("/health/ready").body()).isEqualTo(draining);
      assertThat(console.get("/health/ready").body()).isEqualTo(draining);
      assertThat(bridge.calls().statusOf("/health/live")).isEqualTo(200);
      assertThat(console.statusOf("/health/live")).isEqualTo(200);
      assertThat(bridge.exitCode(Duration.ofSeconds(15))).isZero();
    }
  }
}
