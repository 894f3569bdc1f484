package io.cablebridge.http.session;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.RunningBridge;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A poll that finds messages answers with them at once. Defect 5 of the older server. */
class QueuedMessagesAnswerPollAtOnceTest {
  private final String id = RunningBridge.newId();
  private final RunningBridge bridge =
      RunningBridge.start(plan -> plan.batchWindow = Duration.ofSeconds(10));
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
