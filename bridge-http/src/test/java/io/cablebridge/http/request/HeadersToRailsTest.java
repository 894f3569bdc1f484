package io.cablebridge.http.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.fake.ReceivedHandshake;
import io.cablebridge.http.rig.Plan;
import io.cablebridge.http.rig.RawConnection;
import io.cablebridge.http.rig.RunningBridge;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Section 5 of the session API: what of a request reaches Rails. */
class HeadersToRailsTest {
  private RunningBridge bridge;

  @AfterEach
  void stop() {
    bridge.close();
  }

  private void start(Consumer<Plan> change) {
    bridge = RunningBridge.start(change);
  }

  /** Opens a session with a raw request of these header lines; returns what Rails saw. */
  private ReceivedHandshake handshake(String query, String... headers) {
    try (RawConnection wire = RawConnection.to(bridge)) {
      wire.send(
              RawConnection.request(
                  "GET /" + RunningBridge.newId() + "?timeout=0.05" + query, headers))
          .answer()
          .expect(200);
    }
    List<ReceivedHandshake> all = bridge.rails.handshakes();
    return all.get(all.size() - 1);
  }

  @Test
  void forwardsTheUsersCookies() {
    start(plan -> {});
    ReceivedHandshake handshake =
        handshake(
            "",
            "Cookie: _session=abc==; theme=dark",
            "User-Agent: Mozilla/5.0 (X11)",
            "Accept-Language: cs, en;q=0.5",
            "Authorization: Bearer t",
            "X-Custom: 1");
    assertThat(handshake.values("Cookie")).containsExactly("_session=abc==; theme=dark");
    assertThat(handshake.values("User-Agent")).containsExactly("Mozilla/5.0 (X11)");
    assertThat(handshake.values("Accept-Language")).containsExactly("cs, en;q=0.5");
    assertThat(handshake.values("Host")).containsExactly("127.0.0.1");
    assertThat(handshake.values("Sec-WebSocket-Protocol"))
        .containsExactly("actioncable-v1-json, actioncable-unsupported");
    assertThat(handshake.headers()).doesNotContainKeys("authorization", "x-custom", "referer");
  }

  @Test
  void aTabInAValueIsKept() {
    start(plan -> plan.forwardHeaders = List.of("X-Custom"));
    ReceivedHandshake handshake =
        handshake(
            "",
            "Cookie: user_id=7; pref=a\tb",
            "User-Agent: a\tb",
            "Accept-Language: cs,\ten",
            "X-Custom: 1\t2");
    assertThat(handshake.values("Cookie")).containsExactly("user_id=7; pref=a\tb");
    assertThat(handshake.values("User-Agent")).containsExactly("a\tb");
    assertThat(handshake.values("Accept-Language")).containsExactly("cs,\ten");
    assertThat(handshake.values("X-Custom")).containsExactly("1\t2");
  }

  @Test
  void aCookieWithATabBelongsToItsSession() {
    start(
        plan -> {
          plan.bindCookies = List.of("pref");
          plan.bindHeaders = List.of("Origin", "Cookie");
        });
    String id = "GET /" + RunningBridge.newId() + "?timeout=0.05";
    try (RawConnection wire = RawConnection.to(bridge)) {
      for (int i = 0; i < 2; i++) {
        wire.send(RawConnection.request(id, "Cookie: pref=a\tb")).answer().expect(200);
      }
      wire.send(RawConnection.request(id, "Cookie: pref=a b"))
          .answer()
          .expectError(403, "credentials_mismatch");
    }
  }

  @Test
  void joinsCookiesOfSeveralLines() {
    start(plan -> {});
    assertThat(handshake("", "Cookie: a=1", "Cookie: b=2; c=3").values("Cookie"))
        .containsExactly("a=1; b=2; c=3");
  }

  @Test
  void forwardsNamedCookiesOnly() {
    start(plan -> plan.forwardCookies = List.of("_session"));
    assertThat(handshake("", "Cookie: tracking=1; _session=abc; _session_id=x").values("Cookie"))
        .containsExactly("_session=abc");
    assertThat(handshake("", "Cookie: tracking=1").values("Cookie")).isEmpty();
  }

  @Test
  void forwardsNamedHeaders() {
    start(plan -> plan.forwardHeaders = List.of("Authorization", "x-tenant"));
    ReceivedHandshake handshake = handshake("", "Authorization: Bearer t", "X-Tenant: 7");
    assertThat(handshake.values("Authorization")).containsExactly("Bearer t");
    assertThat(handshake.values("X-Tenant")).containsExactly("7");
  }

  @Test
  void aRequestIdIsForwardedOnlyIfItIsListedAndThenAlways() {
    start(plan -> {});
    assertThat(handshake("", "X-Request-Id: mine").values("X-Request-Id")).isEmpty();
    bridge.close();
    start(plan -> plan.forwardHeaders = List.of("X-Request-Id"));
    assertThat(handshake("", "X-Request-Id: mine").values("X-Request-Id")).containsExactly("mine");
    assertThat(handshake("").values("X-Request-Id"))
        .singleElement()
        .asString()
        .matches("[0-9a-f]{16}");
    assertThat(handshake("", "X-Request-Id: a b").values("X-Request-Id"))
        .singleElement()
        .asString()
        .matches("[0-9a-f]{16}");
  }

  @Test
  void forwardsNoHeaderByNameThatItRebuildsOrThatBelongsToTheConnection() {
    start(
        plan ->
            plan.forwardHeaders =
                List.of("X-Forwarded-For", "Host", "Origin", "Sec-WebSocket-Key", "Upgrade", "TE"));
    ReceivedHandshake handshake =
        handshake(
            "",
            "X-Forwarded-For: 9.9.9.9",
            "Sec-WebSocket-Key: x",
            "Upgrade: h2c",
            "Connection: Upgrade",
            "TE: trailers");
    assertThat(handshake.values("X-Forwarded-For")).containsExactly("127.0.0.1");
    assertThat(handshake.values("Host")).containsExactly("127.0.0.1");
    assertThat(handshake.values("Upgrade")).containsExactly("websocket");
    assertThat(handshake.values("Sec-WebSocket-Key")).hasSize(1).doesNotContain("x");
    assertThat(handshake.values("TE")).isEmpty();
  }

  @Test
  void addsNamedParametersToTheUrlOfTheUpstream() {
    start(plan -> plan.forwardQuery = List.of("token", "jid"));
    ReceivedHandshake handshake = handshake("&token=a%20b%26c%3Dd&jid=%C3%A9&other=1");
    assertThat(handshake.path()).isEqualTo("/cable");
    assertThat(handshake.query()).isEqualTo("token=a+b%26c%3Dd&jid=%C3%A9");
  }

  @Test
  void addsNoParameterThatIsNotNamed() {
    start(plan -> {});
    assertThat(handshake("&token=1").query()).isEmpty();
  }

  @Test
  void sendsTheConfiguredHost() {
    start(plan -> plan.upstreamHost = "app.example.com");
    ReceivedHandshake handshake = handshake("");
    assertThat(handshake.values("Host")).containsExactly("app.example.com");
    assertThat(handshake.values("X-Forwarded-Host")).containsExactly("127.0.0.1");
  }

  @Test
  void sendsTheSameHeadersWithEveryReconnection() {
    start(plan -> {});
    ReceivedHandshake first = handshake("", "Cookie: a=1", "User-Agent: x");
    bridge.rails.dropConnections();
    await().until(() -> bridge.rails.handshakes().size() == 2);
    ReceivedHandshake second = bridge.rails.handshakes().get(1);
    for (String name : List.of("cookie", "user-agent", "host", "x-forwarded-for")) {
      assertThat(second.values(name)).isEqualTo(first.values(name));
    }
  }

  @Test
  void keepsOneUsersCookiesFromTheNext() {
    start(plan -> {});
    handshake("", "Cookie: user=alice");
    assertThat(handshake("").values("Cookie")).isEmpty();
  }
}
