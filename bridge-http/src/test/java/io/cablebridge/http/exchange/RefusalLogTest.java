package io.cablebridge.http.exchange;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.cablebridge.http.rig.RawConnection;
import io.cablebridge.http.rig.RunningBridge;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Each refusal is one line of the log, and no line of ours holds a secret of the client. */
class RefusalLogTest {
  private static final Logger OURS = (Logger) LoggerFactory.getLogger("io.cablebridge");

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final RunningBridge bridge = RunningBridge.start();
  private final AppenderBase<ILoggingEvent> recorder =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          lines.add(event.getFormattedMessage());
        }
      };

  @BeforeEach
  void listen() {
    recorder.start();
    OURS.addAppender(recorder);
    OURS.setLevel(Level.INFO);
    OURS.setAdditive(false);
  }

  @AfterEach
  void stop() {
    bridge.close();
    OURS.detachAppender(recorder);
    OURS.setLevel(null);
    OURS.setAdditive(true);
  }

  private List<String> refusals() {
    return lines.stream().filter(line -> line.startsWith("refused ")).toList();
  }

  @Test
  void everyRefusalIsOneLine() {
    String id = RunningBridge.newId();
    bridge.client().get("/short");
    bridge.client().post("/" + id, "[]");
    bridge.client().get("/" + id, "Origin", "https://evil.example");
    await().untilAsserted(() -> assertThat(refusals()).hasSize(3));
    assertThat(refusals().get(0))
        .matches("refused method=GET error=bad_session_id peer=127.0.0.1 request_id=[0-9a-f]{16}");
    assertThat(refusals()).noneMatch(line -> line.contains("\n"));
  }

  @Test
  void malformedRequestsAreCountedAndOneLineAMinuteWithoutTheirText() {
    for (int i = 0; i < 5; i++) {
      malformed("NONSENSE secret-token\r\n\r\n", 400);
      malformed("GET / HTTP/1.1\r\nHost: h\r\nHost: Bearer secret-token\r\n\r\n", 400);
      malformed("CONNECT /secret-token HTTP/1.1\r\nHost: h\r\n\r\n", 400);
      malformed("GET /" + "secret-token".repeat(2000) + " HTTP/1.1\r\nHost: h\r\n\r\n", 414);
    }
    assertThat(bridge.requests.faults().get("malformed").longValue()).isEqualTo(20);
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).matches("malformed request error=bad_request peer=127.0.0.1 more=0");
  }

  private void malformed(String request, int status) {
    try (RawConnection wire = RawConnection.to(bridge)) {
      wire.send(request).answer().expect(status);
    }
  }

  @Test
  void noLineHoldsASecret() {
    String id = "secret-events-id-0123456789";
    String[] secrets = {"Cookie", "user=secret-cookie", "Authorization", "Bearer secret-token"};
    bridge.client().opened(id, ROOM.replace("r1", "secret-room"), secrets);
    bridge.client().post("/" + id, "[{\"secret-word\":}]", secrets).expect(400);
    bridge.client().post("/" + id, "{\"identifier\":\"secret-word\"}", secrets).expect(200);
    bridge.client().get("/" + id + "?after=secret-position", secrets).expect(400);
    bridge.client().get("/" + id, "Origin", "https://secret-origin.example").expect(403);
    bridge.client().delete("/" + id, secrets).expect(204);
    await().until(() -> lines.stream().anyMatch(line -> line.startsWith("session closed")));
    assertThat(refusals()).hasSize(3);
    assertThat(String.join("\n", lines))
        .contains("id=secret…")
        .doesNotContain("secret-", bridge.origin());
  }
}
