package io.cablebridge.http.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.http.request.HttpConfig;
import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.RunningBridge;
import io.cablebridge.http.sse.SseConfig;
import io.cablebridge.session.SessionConfig;
import io.cablebridge.setting.ConfigRecords;
import io.cablebridge.upstream.cable.CableConfig;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The documented times of the session API are the defaults of the code, and have the documented
 * effect. Defect 13 of the older server.
 */
@Execution(ExecutionMode.CONCURRENT)
class TimeoutsMatchDocumentationTest {
  private final RunningBridge bridge = RunningBridge.start();

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void theDefaultsAreThoseOfTheContract() {
    assertThat(ConfigRecords.defaults(PollConfig.class).timeout())
        .isEqualTo(Duration.ofSeconds(25));
    assertThat(ConfigRecords.defaults(PollConfig.class).maxTimeout())
        .isEqualTo(Duration.ofSeconds(60));
    assertThat(ConfigRecords.defaults(PollConfig.class).batchWindow())
        .isEqualTo(Duration.ofMillis(10));
    assertThat(ConfigRecords.defaults(SessionConfig.class).linger())
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(ConfigRecords.defaults(SessionConfig.class).tombstone())
        .isEqualTo(Duration.ofSeconds(60));
    assertThat(ConfigRecords.defaults(SessionConfig.class).queueEvents()).isEqualTo(256);
    assertThat(ConfigRecords.defaults(SseConfig.class).heartbeat())
        .isEqualTo(Duration.ofSeconds(15));
    assertThat(ConfigRecords.defaults(SseConfig.class).writeTimeout())
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(ConfigRecords.defaults(SseConfig.class).retryMin()).isEqualTo(Duration.ofSeconds(2));
    assertThat(ConfigRecords.defaults(SseConfig.class).retryMax()).isEqualTo(Duration.ofSeconds(5));
    assertThat(ConfigRecords.defaults(CommandConfig.class).reorderWindow())
        .isEqualTo(Duration.ofSeconds(2));
    assertThat(ConfigRecords.defaults(CableConfig.class).connectTimeout())
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(ConfigRecords.defaults(HttpConfig.class).maxBody()).isEqualTo(65_536);
    assertThat(ConfigRecords.defaults(HttpConfig.class).maxCommands()).isEqualTo(100);
  }

  @Test
  void aPollThatNamesNoTimeoutIsHeld() {
    CompletableFuture<Answer> poll = bridge.client().getLater("/" + RunningBridge.newId());
    await().during(Duration.ofMillis(500)).until(() -> !poll.isDone());
  }

  @Test
  void zeroMeansNoForcedAnswerAndNotAtOnce() {
    CompletableFuture<Answer> poll =
        bridge.client().getLater("/" + RunningBridge.newId() + "?timeout=0");
    await().during(Duration.ofMillis(500)).until(() -> !poll.isDone());
  }

  @Test
  void aTimeoutIsInSeconds() {
    String id = RunningBridge.newId();
    assertThat(bridge.client().get("/" + id + "?timeout=0.2").expect(200).messages()).isEmpty();
    CompletableFuture<Answer> poll = bridge.client().getLater("/" + id + "?timeout=15");
    await().during(Duration.ofMillis(500)).until(() -> !poll.isDone());
  }
}
