package io.cablebridge.http.session;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.RawConnection;
import io.cablebridge.http.rig.RunningBridge;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A reply that was written may not have been read: {@code after} gets it again. Defect 4 of the
 * older server.
 */
class LostPollReplyIsRepeatedTest {
  private final String id = RunningBridge.newId();
  private final RunningBridge bridge = RunningBridge.start();
  private final Client client = bridge.client();

  @AfterEach
  void stop() {
    bridge.close();
  }

  private String connected() {
    client.opened(id, ROOM);
    return position(client.get("/" + id));
  }

  private static String position(Answer answer) {
    return answer.json().get("position").asText();
  }

  @Test
  void aReplyThatWasNeverReadIsSentAgain() {
    String position = connected();
    bridge.rails.broadcast(ROOM, "1");
    bridge.rails.broadcast(ROOM, "2");
    await().until(() -> bridge.sessions.snapshot().messagesIn() == 2);
    try (RawConnection cut = RawConnection.to(bridge)) {
      cut.send(RawConnection.request("GET /" + id + "?after=" + position));
      await().until(() -> bridge.sessions.snapshot().messagesOut() >= 3);
    }
    assertThat(client.get("/" + id + "?after=" + position).received()).containsExactly("1", "2");
  }

  @Test
  void nothingIsLostOrRepeatedHoweverManyRepliesAreCut() throws Exception {
    String position = connected();
    List<String> got = new ArrayList<>();
    List<String> sent = new ArrayList<>();
    for (int n = 0; n < 60; n++) {
      sent.add("" + n);
      bridge.rails.broadcast(ROOM, "" + n);
      if (n % 3 != 0) {
        try (RawConnection cut = RawConnection.to(bridge)) {
          cut.send(RawConnection.request("GET /" + id + "?after=" + position));
          cut.body().readNBytes(n * 7);
        }
      } else {
        Answer answer = client.get("/" + id + "?after=" + position);
        got.addAll(answer.received());
        position = position(answer);
      }
    }
    while (got.size() < sent.size()) {
      Answer answer = client.get("/" + id + "?after=" + position);
      got.addAll(answer.received());
      position = position(answer);
    }
    assertThat(got).containsExactlyElementsOf(sent);
  }

  @Test
  void aHeldPollWhoseClientHasGoneTakesNothingWithIt() {
    String position = connected();
    try (RawConnection cut = RawConnection.to(bridge)) {
      cut.send(RawConnection.request("GET /" + id + "?after=" + position));
      await().until(() -> bridge.sessions.listeners() == 1);
    }
    bridge.rails.broadcast(ROOM, "1");
    assertThat(client.get("/" + id + "?after=" + position).received()).containsExactly("1");
  }

  @Test
  void aReplacedPollTakesNothingWithIt() {
    String position = connected();
    List<CompletableFuture<Answer>> polls = new ArrayList<>();
    for (int n = 0; n < 20; n++) {
      polls.add(client.getLater("/" + id + "?after=" + position));
      if (n == 10) {
        bridge.rails.broadcast(ROOM, "1");
      }
    }
    client.delete("/" + id);
    polls.forEach(poll -> Client.join(poll).expect(200));
    List<Answer> full =
        polls.stream().map(Client::join).filter(answer -> !answer.received().isEmpty()).toList();
    assertThat(full).isNotEmpty();
    assertThat(full).allMatch(answer -> answer.received().equals(List.of("1")));
  }
}
