package io.cablebridge.http.sse;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.EventStream;
import io.cablebridge.http.rig.Plan;
import io.cablebridge.http.rig.RawConnection;
import io.cablebridge.http.rig.RunningBridge;
import io.cablebridge.http.sse.SseConfig.Detach;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What time does to a stream: heartbeats, readers that take nothing or have gone, several readers;
 * over both ways in which its bytes can leave.
 */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@EnumSource(Detach.class)
class EventStreamTimingTest {
  private static final Duration A_WHILE = Duration.ofMillis(1200);

  private final String id = RunningBridge.newId();
  private final Detach detach;
  private RunningBridge bridge;

  EventStreamTimingTest(Detach detach) {
    this.detach = detach;
  }

  private void start(Consumer<Plan> change) {
    bridge =
        RunningBridge.start(
            plan -> {
              plan.detach = detach;
              change.accept(plan);
            });
  }

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void fillsTheFirstKilobytesWhenAskedTo() {
    start(plan -> plan.padding = 4096);
    try (EventStream stream = EventStream.open(bridge, "/" + id)) {
      stream.awaitTypes("joined");
      assertThat(stream.comments()).containsExactly(" ".repeat(4096));
      assertThat(stream.raw()).matches("(?s)retry: [0-9]+\n\n: {4096}\n\nid: .*");
    }
  }

  @Test
  void sendsACommentInEverySilence() {
    start(plan -> plan.heartbeat = Duration.ofMillis(300));
    try (EventStream stream = EventStream.subscribed(bridge, id)) {
      await().until(() -> stream.comments().size() >= 2);
      assertThat(stream.types()).containsExactly("joined", "connected");
    }
  }

  @Test
  void sendsNoPingWhileTheUpstreamIsUnavailable() {
    start(plan -> plan.heartbeat = Duration.ofMillis(300));
    try (EventStream stream = EventStream.subscribed(bridge, id)) {
      await().until(() -> !stream.comments().isEmpty());
      bridge.rails.stop();
      await().until(() -> stream.types().contains("disconnected"));
      int before = stream.comments().size();
      await().pollDelay(A_WHILE).untilAsserted(() -> assertThat(stream.comments()).hasSize(before));
      assertThat(stream.hasEnded()).isFalse();
      bridge.rails.restart();
      await().until(() -> stream.comments().size() >= before + 2);
    }
  }

  @Test
  void endsAStreamWhoseReaderTakesNothing() {
    start(
        plan -> {
          plan.writeTimeout = Duration.ofSeconds(1);
          plan.queueBytes = 64 << 20;
        });
    try (RawConnection deaf = deafReader()) {
      assertThat(bridge.sessions.listeners()).isEqualTo(1);
      flood(20, 500_000);
      await().until(() -> bridge.sessions.listeners() == 0);
      assertThat(deaf).isNotNull();
    }
  }

  @Test
  void keepsAReaderThatIsSlowButTakes() throws IOException {
    start(
        plan -> {
          plan.writeTimeout = Duration.ofSeconds(1);
          plan.queueBytes = 64 << 20;
        });
    try (RawConnection slow = deafReader()) {
      flood(3, 1_000_000);
      byte[] part = new byte[60_000];
      // A write is not done for two seconds, but never without progress for one.
      for (int i = 0; i < 22; i++) {
        await().pollDelay(Duration.ofMillis(120)).until(() -> true);
        assertThat(slow.body().readNBytes(part, 0, part.length)).isEqualTo(part.length);
      }
      assertThat(bridge.sessions.listeners()).isEqualTo(1);
    }
  }

  /** A stream of which no more than the head is read, into a small kernel buffer. */
  private RawConnection deafReader() {
    RawConnection wire = RawConnection.to(bridge, 8192);
    wire.send(
        RawConnection.request(
            "GET /" + id + "?subscribe=" + Client.encoded(ROOM), "Accept: text/event-stream"));
    bridge.awaitSubscribers(1);
    return wire;
  }

  private void flood(int messages, int bytes) {
    for (int i = 1; i <= messages; i++) {
      bridge.rails.broadcast(ROOM, "\"" + "x".repeat(bytes) + "\"");
      long soFar = i;
      await().until(() -> bridge.sessions.snapshot().messagesIn() == soFar);
    }
  }

  @Test
  void lingersForAReaderThatHasGone() {
    start(
        plan -> {
          plan.heartbeat = Duration.ofMillis(200);
          plan.linger = Duration.ofSeconds(20);
        });
    String position;
    try (EventStream stream = EventStream.subscribed(bridge, id)) {
      position = stream.position();
    }
    await().until(() -> bridge.sessions.listeners() == 0);
    assertThat(bridge.sessions.size()).isEqualTo(1);
    bridge.rails.broadcast(ROOM, "1");
    try (EventStream stream = EventStream.open(bridge, "/" + id, "Last-Event-ID: " + position)) {
      stream.awaitReceived(List.of("1"));
    }
  }

  @Test
  void leavesNothingBehindAfterTheLinger() {
    start(
        plan -> {
          plan.heartbeat = Duration.ofMillis(200);
          plan.linger = Duration.ofMillis(500);
        });
    EventStream.subscribed(bridge, id).close();
    await().until(() -> bridge.sessions.size() == 0 && bridge.rails.openConnections() == 0);
  }

  @Test
  void letsSeveralFollowOneSessionWhereThatIsAllowed() {
    start(plan -> plan.allowReuse = true);
    try (EventStream first = EventStream.subscribed(bridge, id)) {
      bridge.rails.broadcast(ROOM, "1");
      first.awaitReceived(List.of("1"));
      try (EventStream second = EventStream.open(bridge, "/" + id)) {
        second.awaitTypes("joined");
        first.awaitTypes("joined", "connected", "received", "joined");
        bridge.rails.broadcast(ROOM, "2");
        first.awaitReceived(List.of("1", "2"));
        second.awaitReceived(List.of("2"));
        try (EventStream third =
            EventStream.open(bridge, "/" + id + "?after=1/" + first.sessionId())) {
          third.awaitReceived(List.of("1", "2"));
        }
        assertThat(first.hasEnded()).isFalse();
      }
      bridge.rails.broadcast(ROOM, "3");
      first.awaitReceived(List.of("1", "2", "3"));
      assertThat(bridge.rails.handshakes()).hasSize(1);
    }
  }

  @Test
  void aHeldPollReceivesTheEventOfAnotherListener() {
    start(
        plan -> {
          plan.allowReuse = true;
          plan.batchWindow = Duration.ofMillis(300);
        });
    bridge.client().opened(id, ROOM);
    bridge.client().get("/" + id).expect(200);
    CompletableFuture<Answer> poll = bridge.client().getLater("/" + id);
    await().until(() -> bridge.sessions.listeners() == 1);
    try (EventStream stream = EventStream.open(bridge, "/" + id)) {
      stream.awaitTypes("joined");
      bridge.rails.broadcast(ROOM, "1");
      Answer answer = Client.join(poll);
      assertThat(answer.types()).containsExactly("joined", "received");
      assertThat(answer.messages().get(0).has("session_id")).isFalse();
    }
  }

  @Test
  void takesTheLongestEventsIdThatCanBeConfigured() {
    start(plan -> plan.maxIdLength = 1024);
    try (EventStream stream = EventStream.open(bridge, "/" + "i".repeat(1024))) {
      stream.awaitTypes("joined");
      assertThat(stream.json().get(0).get("id").asText()).hasSize(1024);
    }
  }
}
