package io.cablebridge.http.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.fake.ReceivedHandshake;
import io.cablebridge.http.rig.RawConnection;
import io.cablebridge.http.rig.RunningBridge;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Address, scheme and host in the headers to Rails are the bridge's own, not those that a client
 * claims. Defect 8 of the older server.
 */
class ForwardedHeadersAreRebuiltTest {
  private static final String[] CLAIMS = {
    "X-Forwarded-For: 9.9.9.9, 203.0.113.7",
    "X-Forwarded-Proto: https",
    "X-Forwarded-Host: app.example.com",
    "X-Forwarded-Port: 999",
    "X-Real-IP: 9.9.9.9"
  };

  private RunningBridge bridge = RunningBridge.start();

  @AfterEach
  void stop() {
    bridge.close();
  }

  private void trust(String... proxies) {
    bridge.close();
    bridge = RunningBridge.start(plan -> plan.trustedProxies = List.of(proxies));
  }

  private ReceivedHandshake handshake(String... headers) {
    try (RawConnection wire = RawConnection.to(bridge)) {
      wire.send(RawConnection.request("GET /" + RunningBridge.newId() + "?timeout=0.05", headers))
          .answer()
          .expect(200);
    }
    return bridge.rails.handshakes().get(0);
  }

  private static void assertSays(
      ReceivedHandshake handshake, String address, String proto, String host, String port) {
    assertThat(handshake.values("X-Forwarded-For")).containsExactly(address);
    assertThat(handshake.values("X-Real-IP")).containsExactly(address);
    assertThat(handshake.values("X-Forwarded-Proto")).containsExactly(proto);
    assertThat(handshake.values("X-Forwarded-Host")).containsExactly(host);
    assertThat(handshake.values("X-Forwarded-Port")).containsExactly(port);
    assertThat(handshake.values("Host")).containsExactly(host);
  }

  @Test
  void aClientsForwardedHeadersAreReplaced() {
    assertSays(handshake(CLAIMS), "127.0.0.1", "http", "127.0.0.1", "80");
  }

  @Test
  void aStandardForwardedHeaderCountsAsLittle() {
    ReceivedHandshake handshake = handshake("Forwarded: for=9.9.9.9;proto=https;host=evil");
    assertSays(handshake, "127.0.0.1", "http", "127.0.0.1", "80");
    assertThat(handshake.values("Forwarded")).isEmpty();
  }

  @Test
  void theHeadersOfATrustedProxyCount() {
    trust("127.0.0.0/8");
    assertSays(handshake(CLAIMS), "203.0.113.7", "https", "app.example.com", "999");
  }

  @Test
  void aTrustedProxyMayNameTheClientAlone() {
    trust("127.0.0.1");
    assertSays(handshake("X-Real-IP: 203.0.113.9"), "203.0.113.9", "http", "127.0.0.1", "80");
  }

  @Test
  void garbageForTheClientOrThePortIsIgnored() {
    trust("127.0.0.1");
    assertSays(
        handshake("X-Real-IP: <script>", "X-Forwarded-Port: 80x"),
        "127.0.0.1",
        "http",
        "127.0.0.1",
        "80");
  }

  @Test
  void aHostWithoutItsPortIsTheSameOriginAtThePortThatATrustedProxyNames() {
    trust("127.0.0.1");
    ReceivedHandshake handshake =
        handshake(
            "Origin: https://127.0.0.1:8443", "X-Forwarded-Proto: https", "X-Forwarded-Port: 8443");
    assertThat(handshake.values("Origin")).containsExactly("https://127.0.0.1:8443");
    try (RawConnection wire = RawConnection.to(bridge)) {
      wire.send(
              RawConnection.request(
                  "GET /" + RunningBridge.newId() + "?timeout=0.05",
                  "Origin: https://127.0.0.1:9999",
                  "X-Forwarded-Proto: https",
                  "X-Forwarded-Port: 8443"))
          .answer()
          .expectError(403, "origin_not_allowed");
    }
  }

  @Test
  void aTrustedProxysOriginIsThePublicOne() {
    trust("127.0.0.1");
    ReceivedHandshake handshake =
        handshake(
            "Origin: https://app.example.com",
            "X-Forwarded-Proto: https",
            "X-Forwarded-Host: app.example.com");
    assertThat(handshake.values("Origin")).containsExactly("https://app.example.com");
  }

  @Test
  void theFirstUntrustedAddressOfAChainCounts() {
    trust("127.0.0.1", "10.0.0.0/8");
    assertSays(
        handshake("X-Forwarded-For: 9.9.9.9", "X-Forwarded-For: 203.0.113.7, 10.1.2.3"),
        "203.0.113.7",
        "http",
        "127.0.0.1",
        "80");
  }

  @Test
  void garbageInTheChainEndsIt() {
    trust("127.0.0.1", "10.0.0.0/8");
    assertSays(
        handshake("X-Forwarded-For: 9.9.9.9, <script>, 10.1.2.3"),
        "10.1.2.3",
        "http",
        "127.0.0.1",
        "80");
  }

  @Test
  void garbageOfATrustedProxyIsIgnored() {
    trust("127.0.0.1");
    assertSays(
        handshake("X-Forwarded-Proto: gopher", "X-Forwarded-Host: a b<c>"),
        "127.0.0.1",
        "http",
        "127.0.0.1",
        "80");
  }
}
