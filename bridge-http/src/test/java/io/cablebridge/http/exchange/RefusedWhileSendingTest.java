package io.cablebridge.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.RawConnection;
import io.cablebridge.http.rig.RunningBridge;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that sends all it has before it listens receives the reason of its refusal. */
class RefusedWhileSendingTest {
  private static final int MUCH = 700_000;
  private static RunningBridge bridge;

  @BeforeAll
  static void start() {
    bridge = RunningBridge.start();
  }

  @AfterAll
  static void stop() {
    bridge.close();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /some-events-id-of-mine, Origin: https://evil.example, 403, origin_not_allowed",
    "POST, /short, X-None: 1, 400, bad_session_id",
    "POST, /a/b, X-None: 1, 404, not_found",
    "PUT, /some-events-id-of-mine, X-None: 1, 405, method_not_allowed",
    "POST, /some-events-id-of-mine, Content-Type: image/png, 415, unsupported_media_type",
    "POST, /some-events-id-of-mine?seq=x, X-None: 1, 400, bad_request",
    "POST, /some-events-id-of-mine, X-None: 1, 413, payload_too_large",
    "POST, /events, X-None: 1, 413, payload_too_large"
  })
  void itGetsTheWholeErrorObject(String method, String path, String header, int status, String code)
      throws Exception {
    for (int round = 0; round < 5; round++) {
      try (RawConnection wire = RawConnection.to(bridge)) {
        String head =
            RawConnection.request(
                method + " " + path, header, "Content-Length: " + MUCH, "Connection: close");
        wire.send(head + "x".repeat(MUCH));
        wire.answer().expectError(status, code);
      }
    }
  }

  @Test
  void aRefusedRequestWithExpectGetsNo100Continue() throws Exception {
    try (RawConnection wire = RawConnection.to(bridge)) {
      wire.send(
          RawConnection.request(
              "POST /short",
              "Content-Length: " + MUCH,
              "Expect: 100-continue",
              "Connection: close"));
      Answer answer = wire.answer();
      answer.expectError(400, "bad_session_id");
      assertThat(answer.status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/short, X-None: 1, 400, bad_session_id",
    "/some-events-id-of-mine, Origin: https://evil.example, 403, origin_not_allowed"
  })
  void aBodyThatDoesNotComeDelaysNoRefusal(String path, String header, int status, String code)
      throws Exception {
    for (String length : List.of("Content-Length: 1000", "Transfer-Encoding: chunked")) {
      try (RawConnection wire = RawConnection.to(bridge)) {
        wire.send(RawConnection.request("POST " + path, header, length) + "1");
        wire.answer().expectError(status, code);
      }
    }
  }

  @Test
  void aBodyTooLongToDiscardIsRefusedAtOnce() throws Exception {
    try (RawConnection wire = RawConnection.to(bridge)) {
      wire.send(
          RawConnection.request("POST /short", "Content-Length: 100000000", "Connection: close"));
      wire.answer().expectError(400, "bad_session_id");
    }
  }
}
