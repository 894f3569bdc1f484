package io.cablebridge.http.session;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.EventStream;
import io.cablebridge.http.rig.RunningBridge;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Section 3 of the session API: an opening that Rails does not answer stays and goes on trying. */
@Execution(ExecutionMode.CONCURRENT)
class OpeningWhileRailsIsUnavailableTest {
  private final String id = RunningBridge.newId();
  private final RunningBridge bridge =
      RunningBridge.start(plan -> plan.connectTimeout = Duration.ofMillis(600));
  private final Client client = bridge.client();

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void answers200AndConnectingWhenNothingListensThere() {
    bridge.rails.stop();
    try (EventStream stream =
        EventStream.open(bridge, "/" + id + "?subscribe=" + Client.encoded(ROOM))) {
      assertThat(stream.awaitEvent(1).get("upstream").asText()).isEqualTo("connecting");
      bridge.rails.restart();
      stream.awaitTypes("joined", "connected");
    }
  }

  @Test
  void answers200AndConnectingWhenRailsFails() {
    bridge.rails.refuseWithStatus(503, "text/html", "down");
    try (EventStream stream = EventStream.open(bridge, "/" + id)) {
      assertThat(stream.awaitEvent(1).get("upstream").asText()).isEqualTo("connecting");
    }
    String other = RunningBridge.newId();
    Answer poll = client.get("/" + other + "?timeout=0.1").expect(200);
    assertThat(poll.json().get("upstream").asText()).isEqualTo("connecting");
    assertThat(bridge.sessions.size()).isEqualTo(2);
  }

  @Test
  void waitsForTheWelcomeNoLongerThanTheConnectTimeout() {
    bridge.rails.hangHandshake();
    try (EventStream stream = EventStream.open(bridge, "/" + id)) {
      assertThat(stream.awaitEvent(1).get("upstream").asText()).isEqualTo("connecting");
    }
  }

  @Test
  void waitsForTheWelcomeOfASilentRailsNoLongerEither() {
    bridge.rails.goSilent();
    Answer poll = client.get("/" + id + "?timeout=0.1").expect(200);
    assertThat(poll.json().get("upstream").asText()).isEqualTo("connecting");
  }

  @Test
  void acceptsASubscribeWhileRailsIsUnavailableAndPerformsItLater() {
    bridge.rails.stop();
    client.opened(id, ROOM);
    bridge.rails.restart();
    assertThat(client.get("/" + id).types()).containsExactly("connected");
  }
}
