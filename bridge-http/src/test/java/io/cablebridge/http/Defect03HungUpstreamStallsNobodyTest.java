package io.cablebridge.http;

import static io.cablebridge.http.Running.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** While Rails leaves handshakes hanging, the sessions that exist go on as if nothing were. */
class Defect03HungUpstreamStallsNobodyTest {
  private final Running bridge = Running.start();
  private final Client client = bridge.client();

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void livingSessionsGoOnWhileOthersWaitForRails() {
    String id = Running.newId();
    try (Stream stream = Stream.subscribed(bridge, id)) {
      bridge.rails.hangHandshake();
      // More than there are threads.
      List<CompletableFuture<Answer>> waiting =
          IntStream.range(0, 40)
              .mapToObj(n -> client.getLater("/" + Running.newId() + "?timeout=0.05"))
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
