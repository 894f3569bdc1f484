package io.cablebridge.http.session;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.RunningBridge;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A number that a client sends is clamped, and sizes no buffer. Defect 6 of the older server. */
class PollQueueIsClampedTest {
  private final String id = RunningBridge.newId();
  private final RunningBridge bridge = RunningBridge.start(plan -> plan.maxQueueEvents = 4);
  private final Client client = bridge.client();

  @AfterEach
  void stop() {
    bridge.close();
  }

  @ParameterizedTest
  @CsvSource({"2147483647, 4", "999999999999999999, 4", "3, 3", "1, 1"})
  void aQueueIsClampedToWhatIsConfigured(String requested, int kept) {
    client.post("/" + id + "?poll-queue=" + requested, Client.subscribe(ROOM)).expect(200);
    bridge.awaitSubscribers(1);
    client.get("/" + id + "?poll-queue=" + requested).expect(200);
    List<String> sent = IntStream.rangeClosed(1, 6).mapToObj(n -> "" + n).toList();
    sent.forEach(n -> bridge.rails.broadcast(ROOM, n));
    await().until(() -> bridge.sessions.directory().snapshot().messagesIn() == 6);
    Answer answer = client.get("/" + id + "?poll-queue=" + requested).expect(200);
    assertThat(answer.received()).containsExactlyElementsOf(sent.subList(6 - kept, 6));
    assertThat(answer.json().get("dropped").asInt()).isEqualTo(6 - kept);
  }

  @Test
  void manySessionsMayAskForTheMostAtOnce() {
    for (int n = 0; n < 50; n++) {
      client
          .post(
              "/" + RunningBridge.newId() + "?poll-queue=2147483647",
              Client.subscribe("{\"channel\":\"A\"}"))
          .expect(200);
    }
    assertThat(bridge.sessions.directory().snapshot().sessions())
        .allMatch(session -> session.heldBytes() < 1000);
  }
}
