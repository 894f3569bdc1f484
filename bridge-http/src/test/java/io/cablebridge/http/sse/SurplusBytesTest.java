package io.cablebridge.http.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.http.rig.RawConnection;
import io.cablebridge.http.rig.RunningBridge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sends behind the request of its stream delays nothing, and has a bound. */
class SurplusBytesTest {
  private static final String NEXT = RawConnection.request("GET /health/live");

  private final RunningBridge bridge =
      RunningBridge.start(plan -> plan.bodyTimeout = Duration.ofSeconds(1));

  @AfterEach
  void stop() {
    bridge.close();
  }

  private static String stream(String path, String... headers) {
    String[] all = new String[headers.length + 1];
    System.arraycopy(headers, 0, all, 1, headers.length);
    all[0] = "Accept: text/event-stream";
    return RawConnection.request("GET " + path, all);
  }

  private static void awaitEvent(RawConnection wire) throws IOException {
    assertThat(wire.head().expect(200).header("Content-Type")).isEqualTo("text/event-stream");
    StringBuilder seen = new StringBuilder();
    while (seen.indexOf("\"joined\"") < 0 && seen.indexOf("\"welcome\"") < 0) {
      byte[] line = (wire.line() + "\n").getBytes(StandardCharsets.UTF_8);
      seen.append(new String(line, StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a-session-of-the-test", "/events?stream=x"})
  void bytesInTheSamePacketAreDiscarded(String path) throws IOException {
    for (String surplus : new String[] {NEXT, "\r\n", "x".repeat(1000)}) {
      try (RawConnection wire = RawConnection.to(bridge)) {
        wire.send(stream(path) + surplus);
        awaitEvent(wire);
      }
      await().until(() -> bridge.sessions.directory().listeners() == 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a-session-of-the-test", "/events?stream=x"})
  void aBodyIsDiscardedBeforeTheStreamBegins(String path) throws IOException {
    try (RawConnection wire = RawConnection.to(bridge)) {
      wire.send(stream(path, "Content-Length: 50") + "x".repeat(20));
      wire.send("x".repeat(30));
      awaitEvent(wire);
    }
    try (RawConnection wire = RawConnection.to(bridge)) {
      wire.send(stream(path, "Transfer-Encoding: chunked") + "3\r\nabc\r\n0\r\n\r\n");
      awaitEvent(wire);
    }
  }

  @Test
  void aBodyThatDoesNotComeOpensNoStream() {
    try (RawConnection wire = RawConnection.to(bridge)) {
      wire.send(stream("/a-session-of-the-test", "Content-Length: 50"));
      await().atMost(Duration.ofSeconds(5)).until(wire::ends);
    }
    assertThat(bridge.sessions.size()).isZero();
  }

  @Test
  void aClientThatGoesOnSendingLosesItsStream() throws IOException {
    try (RawConnection wire = RawConnection.to(bridge)) {
      wire.send(stream("/a-session-of-the-test"));
      awaitEvent(wire);
      wire.send("x".repeat(4000));
      assertThat(bridge.sessions.directory().listeners()).isEqualTo(1);
      wire.sendWhatIsTaken(new byte[4000]);
      await().until(() -> bridge.sessions.directory().listeners() == 0);
    }
  }
}
