package io.cablebridge.http.session;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.EventStream;
import io.cablebridge.http.rig.RunningBridge;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * While Rails does not answer handshakes, existing sessions continue undisturbed. Defect 3 of the
 * older server.
 */
class HungUpstreamDelaysNoSessionTest {
  private final RunningBridge bridge = RunningBridge.start();
  private final Client client = bridge.client();

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void livingSessionsGoOnWhileOthersWaitForRails() {
    String id = RunningBridge.newId();
    try (EventStream stream = EventStream.subscribed(bridge, id)) {
      bridge.rails.hangHandshake();
      // More than there are threads.
      List<CompletableFuture<Answer>> waiting =
          IntStream.range(0, 40)
              .mapToObj(n -> client.getLater("/" + RunningBridge.newId() + "?timeout=0.05"))
              .toList();
      await().until(() -> bridge.rails.handshakes().size() == 41);
      bridge.rails.broadcast(ROOM, "1");
      stream.awaitReceived(List.of("1"));
      client.post("/" + id, Client.send(ROOM, "{\"action\":\"speak\"}")).expect(200);
      stream.awaitReceived(List.of("1", "{\"action\":\"speak\"}"));
      assertThat(waiting).noneMatch(CompletableFuture::isDone);
      bridge.rails.behave();
      bridge.rails.dropConnections();
      waiting.forEach(answer -> Client.join(answer).expect(200));
    }
  }
}
