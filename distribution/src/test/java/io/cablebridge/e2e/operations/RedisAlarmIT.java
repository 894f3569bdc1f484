package io.cablebridge.e2e.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.e2e.client.SseClient;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.e2e.rig.HttpCalls;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.RedisServer;
import io.cablebridge.e2e.rig.TestBed;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An outage of Redis shows in health, metrics, console and log; streams stay open. */
@Needs(RealPart.REDIS)
final class RedisAlarmIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  @Test
  void anOutageIsReportedEverywhereAndCleared() {
    RedisServer redis = TESTBED.redis();
    BridgeProcess bridge =
        TESTBED.add(
            new BridgeProcess(
                URI.create("ws://127.0.0.1:9/cable"),
                List.of(
                    "streams.broker=redis",
                    "streams.redis.url=" + redis.url(),
                    "streams.public=true",
                    "publish.api-key=key")));
    HttpCalls console = bridge.console();
    SseClient reader = TESTBED.add(new SseClient(bridge, "events?stream=chat").connect());
    Eventually.withinSeconds(5).until(() -> types(reader).contains("confirm_subscription"));
    assertThat(bridge.calls().statusOf("/health/ready")).isEqualTo(200);

    redis.kill();

    Eventually.withinSeconds(15).until(() -> bridge.calls().statusOf("/health/ready") == 503);
    assertThat(console.get("/health/ready").body()).contains("broker_down");
    assertThat(console.get("/metrics").body())
        .contains("cablebridge_broker_up{broker=\"redis\"} 0");
    assertThat(console.get("/").body()).contains("Redis");
    assertThat(bridge.log()).contains("WARN");
    assertThat(publish(bridge, "away")).isEqualTo(503);
    assertThat(reader.isOpen()).isTrue();

    redis.restart();

    Eventually.withinSeconds(5).until(() -> publish(bridge, "again") == 201);
    Eventually.withinSeconds(5).until(() -> types(reader).contains("again"));
    Eventually.withinSeconds(10).until(() -> bridge.calls().statusOf("/health/ready") == 200);
    assertThat(console.get("/metrics").body())
        .contains("cablebridge_broker_up{broker=\"redis\"} 1");
  }

  private static int publish(BridgeProcess bridge, String text) {
    return new HttpCalls(bridge.uri(), "Authorization", "Bearer key")
        .post(
            "/api/publish",
            "{\"stream\":\"chat\",\"data\":\"{\\\"type\\\":\\\"" + text + "\\\"}\"}")
        .statusCode();
  }

  private static List<String> types(SseClient reader) {
    return reader.received().stream().map(event -> event.path("type").asText()).toList();
  }
}
