package io.cablebridge.http;

import static io.cablebridge.http.Running.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A poll that finds messages waiting answers with them, and waits neither for more nor at all. */
class Defect05WaitingMessagesAnswerAtOnceTest {
  private final String id = Running.newId();
  private final Running bridge = Running.start(plan -> plan.batchWindow = Duration.ofSeconds(10));
  private final Client client = bridge.client();

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void aPollWithSomethingWaitingIsAnsweredAtOnce() {
    client.opened(id, ROOM);
    bridge.awaitSubscribers(1);
    bridge.rails.broadcast(ROOM, "1");
    await().until(() -> bridge.sessions.snapshot().messagesIn() == 1);
    CompletableFuture<Answer> poll = client.getLater("/" + id + "?timeout=20");
    await().atMost(Duration.ofSeconds(5)).until(poll::isDone);
    assertThat(Client.join(poll).types()).containsExactly("connected", "received");
  }
}
