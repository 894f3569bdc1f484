package io.cablebridge.http.session;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.Plan;
import io.cablebridge.http.rig.RunningBridge;
import io.cablebridge.setting.ConfigRecords;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** How long polls wait, by what they ask and by what the configuration allows. */
@Execution(ExecutionMode.CONCURRENT)
class PollWaitsTest {
  private final String id = RunningBridge.newId();
  private RunningBridge bridge;

  @AfterEach
  void stop() {
    bridge.close();
  }

  private Client start(Consumer<Plan> change) {
    bridge = RunningBridge.start(change);
    return bridge.client();
  }

  @Test
  void waitsTheConfiguredTimeWhenAskedForNone() {
    Client client = start(plan -> plan.pollTimeout = Duration.ofMillis(100));
    long before = System.nanoTime();
    assertThat(client.get("/" + id).expect(200).messages()).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isBetween(Duration.ofMillis(100), ConfigRecords.defaults(PollConfig.class).timeout());
  }

  @Test
  void isHeldWhenAskedForNoTimeout() {
    Client client = start(plan -> plan.pollTimeout = Duration.ofMillis(100));
    CompletableFuture<Answer> poll = client.getLater("/" + id + "?timeout=0");
    await().until(() -> bridge.sessions.directory().listeners() == 1);
    // Polls that come later wait for the configured time, and are answered.
    client.get("/" + RunningBridge.newId()).expect(200);
    client.get("/" + RunningBridge.newId()).expect(200);
    assertThat(poll).isNotDone();
    client.delete("/" + id);
    assertThat(Client.join(poll).types()).containsExactly("closed");
  }

  @Test
  void isHeldNoLongerThanTheMaximumWhateverItAsks() {
    Client client = start(plan -> plan.maxTimeout = Duration.ofMillis(300));
    assertThat(client.get("/" + id + "?timeout=0").expect(200).messages()).isEmpty();
    assertThat(client.get("/" + id + "?timeout=1000000000").expect(200).messages()).isEmpty();
    assertThat(client.get("/" + id).expect(200).messages()).isEmpty();
  }

  @Test
  void takesFractionsHoweverSmallForATime() {
    Client client = start(plan -> {});
    assertThat(client.get("/" + id + "?timeout=0.0001").expect(200).messages()).isEmpty();
  }

  @Test
  void answersWithoutAWindowWhereThereIsNone() {
    Client client = start(plan -> plan.batchWindow = Duration.ZERO);
    client.opened(id, ROOM);
    bridge.awaitSubscribers(1);
    client.get("/" + id).expect(200);
    CompletableFuture<Answer> poll = client.getLater("/" + id);
    await().until(() -> bridge.sessions.directory().listeners() == 1);
    bridge.rails.broadcast(ROOM, "1");
    assertThat(Client.join(poll).received()).containsExactly("1");
  }
}
