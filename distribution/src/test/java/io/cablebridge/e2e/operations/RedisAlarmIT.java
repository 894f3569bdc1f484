package io.cablebridge.e2e.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.e2e.client.SseClient;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.e2e.rig.HttpCalls;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.RedisProbe;
import io.cablebridge.e2e.rig.RedisServer;
import io.cablebridge.e2e.rig.TestBed;
import io.lettuce.core.AclSetuserArgs;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
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
                    "events.ping-interval=1s",
                    "publish.api-key=key")));
    HttpCalls console = bridge.console();
    SseClient reader = TESTBED.add(new SseClient(bridge, "events?stream=chat").connect());
    Eventually.withinSeconds(5).until(() -> types(reader).contains("confirm_subscription"));
    assertThat(bridge.calls().statusOf("/health/ready")).isEqualTo(200);
    Eventually.withinSeconds(5).until(() -> pings(reader) > 0);

    redis.kill();

    Eventually.withinSeconds(15).until(() -> bridge.calls().statusOf("/health/ready") == 503);
    assertThat(console.get("/health/ready").body()).contains("broker_down");
    assertThat(console.get("/metrics").body())
        .contains("cablebridge_broker_up{broker=\"redis\"} 0");
    assertThat(console.get("/").body()).contains("Redis");
    assertThat(bridge.log()).contains("WARN");
    assertThat(publish(bridge, "away")).isEqualTo(503);
    assertThat(reader.isOpen()).isTrue();
    long pings = pings(reader);
    Awaitility.await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
    assertThat(pings(reader)).as("a page can notice the outage").isEqualTo(pings);

    redis.restart();

    Eventually.withinSeconds(5).until(() -> publish(bridge, "again") == 201);
    Eventually.withinSeconds(5).until(() -> types(reader).contains("again"));
    Eventually.withinSeconds(10).until(() -> bridge.calls().statusOf("/health/ready") == 200);
    assertThat(console.get("/metrics").body())
        .contains("cablebridge_broker_up{broker=\"redis\"} 1");
    Eventually.withinSeconds(5).until(() -> pings(reader) > pings);
  }

  private static long pings(SseClient reader) {
    return types(reader).stream().filter(type -> type.equals("ping")).count();
  }

  @Test
  void aStreamThatRedisForbidsIsRefusedAtOnceAndNamedInTheLog() {
    RedisServer redis = TESTBED.redis();
    RedisProbe probe = TESTBED.add(new RedisProbe(redis));
    probe
        .commands()
        .aclSetuser(
            "bridge",
            AclSetuserArgs.Builder.on()
                .nopass()
                .allKeys()
                .allCommands()
                .resetChannels()
                .channelPattern("cable-bridge:*")
                .channelPattern("public*"));
    BridgeProcess bridge =
        TESTBED.add(
            new BridgeProcess(
                URI.create("ws://127.0.0.1:9/cable"),
                List.of(
                    "streams.broker=redis",
                    "streams.redis.url=" + redis.url().replace("//", "//bridge:any@"),
                    "streams.public=true")));
    Eventually.withinSeconds(5).until(() -> bridge.calls().statusOf("/health/ready") == 200);

    long begun = System.nanoTime();
    HttpResponse<String> refused = bridge.calls().get("/events?stream=private_conversations");
    assertThat(System.nanoTime() - begun).isLessThan(Duration.ofSeconds(2).toNanos());
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("Redis does not permit");
    assertThat(bridge.log())
        .contains("channel=privat", "NOPERM")
        .doesNotContain("private_conversations");
    SseClient reader = TESTBED.add(new SseClient(bridge, "events?stream=public").connect());
    Eventually.withinSeconds(5).until(() -> types(reader).contains("confirm_subscription"));
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
