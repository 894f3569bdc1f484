package io.cablebridge.http.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.RunningBridge;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code session.max-per-address}: 429 for one session more of the same client address. */
class AddressLimitContractTest {
  private static final String HOME = "192.0.2.1";
  private static final String OFFICE = "192.0.2.10";

  private final RunningBridge bridge =
      RunningBridge.start(
          plan -> {
            plan.trustedProxies = List.of("127.0.0.1");
            plan.maxPerAddress = 2;
          });

  @AfterEach
  void stop() {
    bridge.close();
  }

  private static String path(int number) {
    return "/address-limit-00" + number + "?timeout=0.05";
  }

  private Answer poll(int number, String address) {
    return bridge.client().get(path(number), "X-Forwarded-For", address);
  }

  @Test
  void oneSessionMoreIsRefusedAndThoseThatExistGoOn() throws Exception {
    poll(1, HOME).expect(200);
    poll(2, HOME).expect(200);
    Answer answer = poll(3, HOME).expectError(429, "address_limit");
    assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
    assertThat(answer.json().get("detail").asText()).contains("session.max-per-address");
    assertThat(answer.json().get("retry").asBoolean()).isTrue();
    poll(1, HOME).expect(200);
    poll(2, OFFICE).expect(200); // its client has moved
    poll(4, OFFICE).expect(200);
  }

  @Test
  void everyWayToOpenASessionIsLimited() throws Exception {
    poll(1, HOME).expect(200);
    poll(2, HOME).expect(200);
    String[] headers = {"X-Forwarded-For", HOME};
    String stream = path(3);
    for (Answer answer :
        List.of(
            bridge.client().get(stream, "X-Forwarded-For", HOME, "Accept", "text/event-stream"),
            bridge
                .client()
                .post(stream + "&poll-queue=1", Client.subscribe(RunningBridge.ROOM), headers),
            bridge.client().post("/", "", headers),
            bridge.client().get("/events?stream=news", headers))) {
      answer.expectError(429, "address_limit");
    }
  }

  @Test
  void aDeletedSessionMakesRoom() throws Exception {
    poll(1, HOME).expect(200);
    poll(2, HOME).expect(200);
    bridge.client().delete("/address-limit-001", "X-Forwarded-For", HOME).expect(204);
    await().until(() -> poll(3, HOME).status() == 200);
  }

  @Test
  void anAddressThatTheClientWritesItselfDoesNotCount() throws Exception {
    for (int i = 1; i <= 2; i++) {
      bridge.client().get(path(i), "X-Forwarded-For", "203.0.113." + i + ", " + HOME).expect(200);
    }
    bridge
        .client()
        .get(path(3), "X-Forwarded-For", "203.0.113.3, " + HOME)
        .expectError(429, "address_limit");
  }
}
