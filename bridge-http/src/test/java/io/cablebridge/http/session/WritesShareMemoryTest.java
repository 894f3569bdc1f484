package io.cablebridge.http.session;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.EventStream;
import io.cablebridge.http.rig.RawConnection;
import io.cablebridge.http.rig.RunningBridge;
import io.cablebridge.session.delivery.DeliveryCount;
import io.cablebridge.session.delivery.WriteBudget;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What clients have not read yet shares a part of the heap. */
@Execution(ExecutionMode.CONCURRENT)
class WritesShareMemoryTest {
  private static final String LARGE = '"' + "x".repeat(10_000) + '"';
  private final RunningBridge bridge = RunningBridge.start();
  private final WriteBudget writes = bridge.counters.delivery().writes();
  private final int all = (int) writes.asLimit().limit().getAsLong();

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void aStreamWritesWhatWaitedWhenThereIsRoomAgain() {
    try (EventStream stream = EventStream.subscribed(bridge, RunningBridge.newId())) {
      stream.awaitTypes("joined", "connected");
      writes.add(all + 1);
      bridge.rails.broadcast(ROOM, "1");
      bridge.rails.broadcast(ROOM, LARGE);
      stream.awaitReceived(List.of("1"));
      writes.add(-all - 1);
      stream.awaitReceived(List.of("1", LARGE));
    }
    await().until(() -> writes.asLimit().used().getAsLong() == 0);
  }

  @Test
  void aPollIsAnsweredWhenThereIsRoomAgain() {
    String id = RunningBridge.newId();
    Client client = bridge.client();
    client
        .post("/" + id + "?poll-queue=10", "[{\"identifier\":" + ROOM + ",\"subscribe\":true}]")
        .expect(200);
    await().until(() -> client.get("/" + id).expect(200).types().contains("connected"));
    writes.add(all + 1);
    bridge.rails.broadcast(ROOM, LARGE);
    CompletableFuture<Answer> poll = client.getLater("/" + id + "?timeout=20");
    await().until(() -> bridge.sessions.directory().listeners() == 1);
    writes.add(-all - 1);
    assertThat(Client.join(poll).types()).contains("received");
    await().until(() -> writes.asLimit().used().getAsLong() == 0);
  }

  @Test
  void aReaderThatTakesNothingMakesRoomForOthers() {
    String deaf = RunningBridge.newId();
    try (EventStream stream = EventStream.subscribed(bridge, RunningBridge.newId());
        RawConnection wire = RawConnection.to(bridge, 8192)) {
      wire.send(RawConnection.request("GET /" + deaf, "Accept: text/event-stream"));
      stream.awaitTypes("joined", "connected");
      await().until(() -> bridge.sessions.directory().listeners() == 2);
      bridge.client().post("/" + deaf, "[{\"identifier\":" + ROOM + ",\"subscribe\":true}]");
      bridge.awaitSubscribers(2);
      await()
          .until(
              () -> {
                bridge.rails.broadcast(ROOM, '"' + "y".repeat(60_000) + '"');
                return writes.asLimit().used().getAsLong() > 0;
              });
      writes.add(all);
      await().until(() -> bridge.counters.delivery().counts().get(DeliveryCount.SLOW_CLIENTS) == 1);
      await().until(() -> writes.asLimit().used().getAsLong() == all);
    }
  }
}
