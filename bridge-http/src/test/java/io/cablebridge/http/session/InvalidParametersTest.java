package io.cablebridge.http.session;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.RunningBridge;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters that are not numbers are refused before anything is done; large ones are clamped. */
class InvalidParametersTest {
  private static RunningBridge bridge;

  @BeforeAll
  static void start() {
    bridge = RunningBridge.start(plan -> plan.maxTimeout = Duration.ofMillis(100));
  }

  @AfterAll
  static void stop() {
    bridge.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "timeout=-1",
        "timeout=1e9",
        "timeout=NaN",
        "timeout=Infinity",
        "timeout=0x10",
        "timeout=",
        "timeout=%20",
        "timeout=1,5",
        "timeout=.5",
        "timeout=1.",
        "timeout=%D9%A3",
        "timeout=9999999999999999999999999",
        "poll-queue=x",
        "poll-queue=",
        "poll-queue=1.5",
        "poll-queue=1e3",
        "poll-queue=0x10",
        "poll-queue=%2B5",
        "poll-queue=99999999999999999999",
        "poll-queue=-2147483649",
        "poll-queue=-1",
        "poll-queue=0"
      })
  void aParameterThatIsNotANumberIsRefusedAndOpensNothing(String query) {
    int sessions = bridge.sessions.size();
    bridge.client().get("/" + RunningBridge.newId() + "?" + query).expectError(400, "bad_request");
    assertThat(bridge.sessions.size()).isEqualTo(sessions);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "timeout=1000000000",
        "timeout=999999999999.999999999",
        "timeout=0.000000001",
        "timeout=0.0",
        "poll-queue=2147483647",
        "poll-queue=2147483648"
      })
  void whatIsTooLargeOrTooSmallIsClamped(String query) {
    assertThat(
            bridge.client().get("/" + RunningBridge.newId() + "?" + query).expect(200).messages())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "", "1.5", "2147483648e1", "0", "-1"})
  void aPostIsRefusedForThemToo(String queue) {
    bridge
        .client()
        .post("/" + RunningBridge.newId() + "?poll-queue=" + queue, Client.subscribe(ROOM))
        .expectError(400, "bad_request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%7B",
        "7",
        "null",
        "%5B%5D",
        "%7B%7D",
        "%7B%22channel%22%3A1%7D",
        "%7B%22channel%22%3A%22A%22%7Dx",
        "%7B%22channel%22%3A%22A%22%2C%22channel%22%3A%22B%22%7D",
        "",
        "%FF"
      })
  void aSubscribeParameterWithoutAnIdentifierIsRefusedAndOpensNothing(String value) {
    int sessions = bridge.sessions.size();
    bridge
        .client()
        .get("/" + RunningBridge.newId() + "?subscribe=" + value, "Accept", "text/event-stream")
        .expectError(400, "bad_request");
    assertThat(bridge.sessions.size()).isEqualTo(sessions);
  }

  @Test
  void theAnswerNamesTheParameter() {
    assertThat(bridge.client().get("/" + RunningBridge.newId() + "?poll-queue=0").detail())
        .isEqualTo("The parameter \"poll-queue\" is not a positive number.");
  }

  @ParameterizedTest
  @ValueSource(ints = {101})
  void moreSubscribesThanAPostMayHoldAreRefused(int count) {
    String query = "subscribe=%7B%22channel%22:%22A%22%7D&".repeat(count);
    bridge
        .client()
        .get("/" + RunningBridge.newId() + "?" + query, "Accept", "text/event-stream")
        .expectError(400, "bad_request");
  }
}
