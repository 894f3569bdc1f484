package io.cablebridge.http.session;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.RawConnection;
import io.cablebridge.http.rig.RunningBridge;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client accepts and how it encodes, as RFC 9110 and RFC 9112 have it. */
class NegotiationTest {
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
  @CsvSource(
      delimiter = '|',
      value = {
        "text/event-stream | true",
        "Text/Event-Stream | true",
        "application/json, text/event-stream | true",
        "text/event-stream; charset=utf-8 | true",
        "text/event-stream;q=0.1 | true",
        "text/event-stream;q=0, application/json | false",
        "text/event-stream ; Q = 0.000 ;x=1| false",
        "text/event-streams | false",
        "application/x-text/event-stream | false",
        "*/* | false"
      })
  void acceptDecidesBetweenStreamAndPoll(String accept, boolean stream) throws IOException {
    try (RawConnection wire = RawConnection.to(bridge)) {
      String path = "GET /" + RunningBridge.newId() + "?timeout=0.1";
      Answer head = wire.send(RawConnection.request(path, "Accept: " + accept)).head();
      assertThat(head.expect(200).header("Content-Type"))
          .isEqualTo(stream ? "text/event-stream" : "application/json");
    }
  }

  @Test
  void aContentCodingIsRefusedWithWhatIsTaken() {
    String id = RunningBridge.newId();
    bridge.client().opened(id, ROOM);
    for (String path : new String[] {"/" + id, "/events"}) {
      Answer refused = bridge.client().post(path, "[]", "Content-Encoding", "gzip");
      refused.expectError(415, "unsupported_media_type");
      assertThat(refused.header("Accept-Encoding")).isEqualTo("identity");
      assertThat(refused.json().get("detail").asText()).contains("identity");
    }
    bridge
        .client()
        .post("/" + id, Client.subscribe(ROOM), "Content-Encoding", "identity")
        .expect(200);
  }

  @Test
  void http10WithTransferEncodingClosesTheConnection() throws IOException {
    String post =
        "POST /%s HTTP/1.0\r\nHost: h\r\nConnection: keep-alive\r\n%s\r\n\r\n2\r\n[]\r\n0\r\n\r\n";
    String next = "GET /health/live HTTP/1.1\r\nHost: h\r\n\r\n";
    String id = RunningBridge.newId();
    bridge.client().opened(id, ROOM);
    for (String path : new String[] {id, "short", "health/live"}) {
      try (RawConnection wire = RawConnection.to(bridge)) {
        wire.send(post.formatted(path, "Transfer-Encoding: chunked") + next);
        assertThat(wire.answer().header("Connection")).isEqualTo("close");
        assertThat(wire.ends()).as(path).isTrue();
      }
    }
  }
}
