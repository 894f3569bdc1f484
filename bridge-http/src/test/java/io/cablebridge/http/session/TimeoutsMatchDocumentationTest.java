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
    assertThat(PollConfig.defaults().timeout()).isEqualTo(Duration.ofSeconds(25));
    assertThat(PollConfig.defaults().maxTimeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(PollConfig.defaults().batchWindow()).isEqualTo(Duration.ofMillis(10));
    assertThat(SessionConfig.defaults().linger()).isEqualTo(Duration.ofSeconds(30));
    assertThat(SessionConfig.defaults().tombstone()).isEqualTo(Duration.ofSeconds(60));
    assertThat(SessionConfig.defaults().queueEvents()).isEqualTo(256);
    assertThat(SseConfig.defaults().heartbeat()).isEqualTo(Duration.ofSeconds(15));
    assertThat(SseConfig.defaults().writeTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(SseConfig.defaults().retryMin()).isEqualTo(Duration.ofSeconds(2));
    assertThat(SseConfig.defaults().retryMax()).isEqualTo(Duration.ofSeconds(5));
    assertThat(CommandConfig.defaults().reorderWindow()).isEqualTo(Duration.ofSeconds(2));
    assertThat(ConfigRecords.defaults(CableConfig.class).connectTimeout())
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(HttpConfig.defaults().maxBody()).isEqualTo(65_536);
    assertThat(HttpConfig.defaults().maxCommands()).isEqualTo(100);
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
