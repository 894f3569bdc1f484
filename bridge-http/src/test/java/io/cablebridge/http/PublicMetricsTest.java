package io.cablebridge.http;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.EventStream;
import io.cablebridge.http.rig.RawConnection;
import io.cablebridge.http.rig.RunningBridge;
import io.cablebridge.metric.LatencyHistogram;
import io.cablebridge.session.delivery.DeliveryCount;
import io.cablebridge.session.delivery.PollResult;
import io.cablebridge.session.diagnostics.ReadBy;
import io.cablebridge.session.diagnostics.SessionDetail.SubscriptionState;
import io.cablebridge.session.diagnostics.SessionSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the public server measures for the operator, over real connections. */
class PublicMetricsTest {
  /** More than what the kernel holds for both sides of a connection. */
  private static final int MANY = 150;

  /** More than the second after which a write counts as stalled. */
  private static final Duration HEARTBEAT = Duration.ofMillis(1_500);

  private final RunningBridge bridge = RunningBridge.start(plan -> plan.heartbeat = HEARTBEAT);
  private final Client client = bridge.client();
  private final String id = RunningBridge.newId();

  @AfterEach
  void stop() {
    bridge.close();
  }

  private static long count(LatencyHistogram distribution) {
    return Arrays.stream(distribution.reading().counts()).sum();
  }

  private long polls(PollResult result) {
    return bridge.counters.delivery().polls().get(result);
  }

  private SessionSnapshot session() {
    return bridge.sessions.directory().snapshot().sessions().get(0);
  }

  private SubscriptionState subscription() {
    String name = session().shortId();
    return bridge.sessions.directory().detail(name).orElseThrow().subscriptions().get(0).state();
  }

  @Test
  void aWriteToAStreamHasALatency() {
    try (EventStream stream = EventStream.subscribed(bridge, id)) {
      long before = count(bridge.counters.delivery().latency());
      bridge.rails.broadcast(ROOM, "1");
      stream.awaitReceived(List.of("1"));
      await().until(() -> count(bridge.counters.delivery().latency()) == before + 1);
      assertThat(bridge.counters.delivery().counts().get(DeliveryCount.WRITE_STALLS)).isZero();
    }
  }

  @Test
  void aHeartbeatAfterAQuietWhileIsNoStall() {
    try (EventStream stream = EventStream.subscribed(bridge, id)) {
      await("the second, when the first is written")
          .until(() -> bridge.counters.delivery().counts().get(DeliveryCount.HEARTBEATS) >= 2);
      assertThat(bridge.counters.delivery().counts().get(DeliveryCount.WRITE_STALLS)).isZero();
    }
  }

  @Test
  void aReaderThatPausesStallsAWrite() throws Exception {
    try (RawConnection wire = RawConnection.to(bridge, 8192)) {
      wire.send(RawConnection.request("GET /" + id, "Accept: text/event-stream"));
      wire.head();
      client.opened(id, ROOM);
      bridge.awaitSubscribers(1);
      for (int n = 0; n < MANY; n++) {
        bridge.rails.broadcast(ROOM, "\"" + "x".repeat(100_000) + "\"");
      }
      await().until(() -> session().queueLength() > 0);
      await().pollDelay(Duration.ofMillis(1_200)).until(() -> session().queueLength() > 0);
      CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> drain(wire));
      await().until(() -> bridge.counters.delivery().counts().get(DeliveryCount.WRITE_STALLS) > 0);
      assertThat(session().lastWriteStall()).isGreaterThan(Duration.ofSeconds(1));
      assertThat(reading).isNotDone();
    }
  }

  @Test
  void aPollThatReadsNothingIsShownAsStalledUntilItReads() throws Exception {
    client.opened(id, ROOM);
    bridge.awaitSubscribers(1);
    bridge.rails.broadcast(ROOM, "\"" + "x".repeat(900_000) + "\"");
    await().until(() -> session().condition().queueBytes() > 900_000);
    try (RawConnection wire = RawConnection.to(bridge, 8192)) {
      wire.send(RawConnection.request("GET /" + id));
      await().until(() -> session().condition().stuck());
      assertThat(session().transport()).isEqualTo(ReadBy.POLL);
      assertThat(session().lastWriteStall()).isGreaterThan(Duration.ofSeconds(1));
      CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> drain(wire));
      await().until(() -> session().listeners() == 0);
      assertThat(session().condition().stuck()).isFalse();
      assertThat(bridge.counters.delivery().counts().get(DeliveryCount.WRITE_STALLS)).isPositive();
      assertThat(reading).isNotDone();
    }
  }

  private static void drain(RawConnection wire) {
    try {
      wire.body().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The test is over.
    }
  }

  @Test
  void pollsAreCountedByTheirEnd() {
    client.opened(id, ROOM);
    await().until(() -> subscription().equals(SubscriptionState.CONFIRMED));
    client.get("/" + id).expect(200);
    client.get("/" + id + "?timeout=0.05").expect(200);
    CompletableFuture<Answer> older = client.getLater("/" + id);
    await().until(() -> bridge.sessions.directory().listeners() == 1);
    CompletableFuture<Answer> newer = client.getLater("/" + id);
    Client.join(older).expect(200);
    bridge.rails.broadcast(ROOM, "1");
    Client.join(newer).expect(200);
    await().until(() -> polls(PollResult.DATA) == 2);
    assertThat(polls(PollResult.EMPTY)).isEqualTo(1);
    assertThat(polls(PollResult.SUPERSEDED)).isEqualTo(1);
    assertThat(polls(PollResult.GONE)).isZero();
    assertThat(count(bridge.counters.delivery().pollWaits())).isEqualTo(4);
    assertThat(bridge.counters.delivery().pollWaits().reading().sumSeconds()).isGreaterThan(0.05);
  }

  @Test
  void aPostHasADuration() {
    client.opened(id, ROOM);
    assertThat(count(bridge.counters.commands().latency())).isEqualTo(1);
  }

  @Test
  void theClientIsNamedByItsAddressAndAgent() {
    try (RawConnection wire = RawConnection.to(bridge)) {
      wire.send(
          RawConnection.request(
              "GET /" + id + "?timeout=0.05", "User-Agent: Test/1", "X-Forwarded-For: 10.9.9.9"));
      wire.answer().expect(200);
      assertThat(session().agent()).isEqualTo("Test/1");
      assertThat(session().address()).as("nobody trusts the header").isEqualTo("127.0.0.1");
    }
  }
}
