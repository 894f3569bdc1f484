package io.cablebridge.http.session;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.RawConnection;
import io.cablebridge.http.rig.RunningBridge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A malformed body gets one answer with the reason, and none of its commands is performed. Defect
 * 10 of the older server.
 */
class BadBodyPerformsNothingTest {
  private static final String GOOD = "{\"identifier\":{\"channel\":\"Good\"},\"subscribe\":true}";

  private final String id = RunningBridge.newId();
  private final RunningBridge bridge = RunningBridge.start();
  private final Client client = bridge.client();

  @AfterEach
  void stop() {
    bridge.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "nonsense",
        "null",
        "true",
        "7",
        "\"text\"",
        "[]",
        "[" + GOOD,
        "[" + GOOD + ",",
        "[" + GOOD + ",7]",
        "[" + GOOD + ",null]",
        "[" + GOOD + ",[]]",
        "[" + GOOD + ",{\"identifier\":}]",
        "[" + GOOD + "] x",
        "[" + GOOD + "][]",
        GOOD + GOOD,
        "[" + GOOD + ",{'identifier':1}]",
        "[" + GOOD + ",{\"identifier\":{\"channel\":\"A\"},\"send\":{\"a\":NaN}}]",
        "[" + GOOD + ",{\"identifier\":{\"channel\":\"A\"},\"send\":{\"a\":01}}]",
        "[" + GOOD + ",{\"identifier\":{\"channel\":\"A\"},\"send\":{\"a\":\"\t\"}}]",
        "[" + GOOD + ",{\"identifier\":{\"channel\":\"A\\x\"},\"subscribe\":true}]",
        "[" + GOOD + ",]",
        "[" + GOOD + "/**/]"
      })
  void nothingOfItIsPerformed(String body) {
    client.opened(id, ROOM);
    bridge.awaitSubscribers(1);
    Answer answer = client.post("/" + id, body).expectError(400, "bad_request");
    assertThat(answer.json().get("detail").asText()).isNotEqualTo("{}");
    // What came after it reaches Rails, so what was in it would have.
    client.post("/" + id, Client.send(ROOM, "{}")).expect(200);
    await().until(() -> bridge.rails.commands().size() == 2);
    assertThat(bridge.rails.commands()).noneMatch(command -> command.contains("Good"));
  }

  @Test
  void noSessionIsOpenedForIt() {
    client.post("/" + id + "?poll-queue=1", "nonsense").expectError(400, "bad_request");
    assertThat(bridge.sessions.size()).isZero();
    assertThat(bridge.rails.handshakes()).isEmpty();
  }

  @Test
  void theConnectionServesTheNextRequest() {
    client.opened(id, ROOM);
    try (RawConnection wire = RawConnection.to(bridge)) {
      String request = RawConnection.request("POST /" + id, "Content-Length: 3") + "[}]";
      wire.send(request).answer().expectError(400, "bad_request");
      wire.send(request).answer().expectError(400, "bad_request");
      wire.send(RawConnection.request("GET /" + id)).answer().expect(200);
    }
  }

  @Test
  void theDetailNamesThePlace() {
    client.opened(id, ROOM);
    String detail =
        client.post("/" + id, "[" + GOOD + ",{\"identifier\":}]").json().get("detail").asText();
    assertThat(detail).contains("index 1").contains("column 67");
    assertThat(client.post("/" + id, "[" + GOOD + ",7]").json().get("detail").asText())
        .contains("index 1");
  }
}
