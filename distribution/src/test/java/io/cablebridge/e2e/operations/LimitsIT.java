package io.cablebridge.e2e.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.e2e.client.SseStream;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.e2e.rig.FreePort;
import io.cablebridge.e2e.rig.HttpCalls;
import io.cablebridge.e2e.rig.Json;
import io.cablebridge.e2e.rig.TestBed;
import io.cablebridge.fake.FakeRails;
import io.cablebridge.fake.SseEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The console's page of limits: how often clients have hit each limit. */
final class LimitsIT {
  private static final String ROOM = "{\"channel\":\"ChatChannel\",\"room\":\"r1\"}";
  private static final String OTHER = "{\"channel\":\"ChatChannel\",\"room\":\"r2\"}";

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private final FakeRails rails = TESTBED.add(FakeRails.start());

  private static String subscribing(String identifier) {
    return "[{\"identifier\":" + identifier + ",\"subscribe\":true}]";
  }

  private static JsonNode limit(BridgeProcess bridge, String key) {
    for (JsonNode limit : Json.parse(bridge.console().get("/api/limits").body()).get("limits")) {
      if (limit.get("key").asText().equals(key)) {
        return limit;
      }
    }
    throw new AssertionError("no limit is called " + key);
  }

  private static long hits(BridgeProcess bridge, String key) {
    return limit(bridge, key).get("hits").asLong();
  }

  private static String nextOf(SseStream stream, String type) throws IOException {
    for (SseEvent event = stream.next(); event != null; event = stream.next()) {
      if (event.name().equals(type)) {
        return event.data();
      }
    }
    throw new AssertionError("the stream ended without " + type);
  }

  @Test
  void eachHitCountsForItsOwnLimitAlone() {
    BridgeProcess bridge =
        TESTBED.add(
            new BridgeProcess(
                rails.uri(),
                List.of(
                    "session.queue-events=2",
                    "session.max-subscriptions=1",
                    "http.max-body=2KiB",
                    "http.max-commands=3")));
    String id = TestBed.freshId();
    HttpCalls calls = bridge.calls();
    assertThat(calls.post("/" + id + "?poll-queue=2", subscribing(ROOM)).statusCode())
        .isEqualTo(200);
    assertThat(calls.post("/" + id, subscribing(OTHER)).body()).contains("too_many_subscriptions");
    String tooLong = subscribing(ROOM) + " ".repeat(3_000);
    assertThat(calls.post("/" + id, tooLong).statusCode()).isEqualTo(413);
    String four = "[{},{},{},{}]";
    assertThat(calls.post("/" + id, four).statusCode()).isEqualTo(400);
    Eventually.withinSeconds(5).until(() -> rails.subscribers(ROOM) == 1);
    for (int i = 0; i < 5; i++) {
      rails.broadcast(ROOM, "1");
    }

    Eventually.withinSeconds(5).until(() -> hits(bridge, "session.queue-events") >= 3);
    assertThat(hits(bridge, "session.queue-bytes")).isZero();
    assertThat(hits(bridge, "CABLE_BRIDGE_HEAP")).isZero();
    assertThat(hits(bridge, "session.max-subscriptions")).isEqualTo(1);
    assertThat(hits(bridge, "http.max-body")).isEqualTo(1);
    assertThat(hits(bridge, "http.max-commands")).isEqualTo(1);
    assertThat(hits(bridge, "publish.max-body")).isZero();
    assertThat(hits(bridge, "upstream.max-frame")).isZero();
    assertThat(limit(bridge, "CABLE_BRIDGE_HEAP").get("used").asLong()).isPositive();
    assertThat(bridge.console().get("/metrics").body())
        .containsPattern("cablebridge_messages_dropped_total\\{reason=\"queue_events\"} [1-9]")
        .contains("cablebridge_messages_dropped_total{reason=\"queue_bytes\"} 0.0");
  }

  @Test
  void theHistoriesOfManyStreamsStayWithinTheirShareOfTheHeap() throws Exception {
    BridgeProcess bridge =
        TESTBED.add(
            new BridgeProcess(
                FreePort.find(),
                rails.uri(),
                List.of("streams.public=true", "publish.broadcast-key=k"),
                Map.of("CABLE_BRIDGE_HEAP", "96m")));
    SseStream reader = TESTBED.add(SseStream.open(bridge.port(), "/events?stream=s7", ""));
    assertThat(nextOf(reader, "confirm_subscription")).isNotEmpty();
    String text = "x".repeat(40_000);
    for (int round = 0; round < 40; round++) {
      for (int stream = 0; stream < 40; stream++) {
        String body =
            "{\"stream\":\"s" + stream + "\",\"data\":\"[" + round + ",\\\"" + text + "\\\"]\"}";
        assertThat(
                bridge.calls().post("/_broadcast", body, "Authorization", "Bearer k").statusCode())
            .isEqualTo(201);
      }
      assertThat(nextOf(reader, "message")).isEqualTo("[" + round + ",\"" + text + "\"]");
    }

    JsonNode limit = limit(bridge, "CABLE_BRIDGE_HEAP (streams)");
    assertThat(limit.get("limit").asLong()).isBetween(8L << 20, 11L << 20);
    assertThat(limit.get("used").asLong()).isBetween(1L << 20, limit.get("limit").asLong());
    assertThat(limit.get("hits").asLong()).isGreaterThan(800);
    assertThat(bridge.calls().statusOf("/health/ready")).isEqualTo(200);
    assertThat(bridge.log()).doesNotContain("java.lang.OutOfMemoryError");
    assertThat(bridge.console().get("/metrics").body())
        .containsPattern(
            "cablebridge_limit_hits_total\\{limit=\"CABLE_BRIDGE_HEAP \\(streams\\)\"} [1-9]");
  }

  @Test
  void theSessionsThatOpenFilesAllowAreTheLimit() {
    BridgeProcess bridge = TESTBED.add(BridgeProcess.withOpenFiles(1_024, rails.uri()));
    long allowed = limit(bridge, "session.max-sessions").get("limit").asLong();
    assertThat(allowed).isBetween(100L, 511L);
    JsonNode overview = Json.parse(bridge.console().get("/api/overview").body());
    assertThat(overview.at("/sessions/limit").asLong()).isEqualTo(allowed);
    assertThat(limit(bridge, "LimitNOFILE").get("limit").asLong()).isEqualTo(1_024);
  }
}
