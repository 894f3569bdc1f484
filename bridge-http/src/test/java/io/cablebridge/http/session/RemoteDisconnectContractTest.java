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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * After a remote disconnect the responses end, and the next request decides whose cookies count.
 */
@Execution(ExecutionMode.CONCURRENT)
class RemoteDisconnectContractTest {
  private final String id = RunningBridge.newId();
  private final RunningBridge bridge = RunningBridge.start();
  private final Client client = bridge.client();

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void aStreamEndsAfterItsLastEventAndReturnsAsTheNewUser() {
    String position;
    try (EventStream stream = EventStream.subscribed(bridge, id, "Cookie: user_id=7")) {
      bridge.rails.disconnectAll("remote", true);
      assertThat(stream.awaitEnd()).isTrue();
      assertThat(stream.types()).endsWith("disconnected");
      position = stream.position();
    }
    try (EventStream stream =
        EventStream.open(bridge, "/" + id, "Cookie: user_id=8", "Last-Event-ID: " + position)) {
      stream.awaitTypes("joined", "connected");
    }
    assertThat(cookies()).containsExactly("user_id=7", "user_id=8");
  }

  @Test
  void aHeldPollIsAnsweredAndTheNextOneConnects() {
    client.opened(id, ROOM, "Cookie", "user_id=7");
    assertThat(client.get("/" + id, "Cookie", "user_id=7").types()).containsExactly("connected");
    CompletableFuture<Answer> poll =
        client.getLater("/" + id + "?timeout=0", "Cookie", "user_id=7");
    await().until(() -> bridge.sessions.directory().listeners() == 1);
    bridge.rails.disconnectAll("remote", true);
    assertThat(Client.join(poll).types()).containsExactly("disconnected");
    assertThat(client.get("/" + id, "Cookie", "user_id=8").types()).containsExactly("connected");
    assertThat(cookies()).containsExactly("user_id=7", "user_id=8");
  }

  private List<String> cookies() {
    return bridge.rails.handshakes().stream()
        .map(handshake -> handshake.header("cookie").orElse(""))
        .toList();
  }
}
