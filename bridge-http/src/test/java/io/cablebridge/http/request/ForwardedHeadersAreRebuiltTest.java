package io.cablebridge.http.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.fake.ReceivedHandshake;
import io.cablebridge.http.rig.RawConnection;
import io.cablebridge.http.rig.RunningBridge;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Forwarded-For: 203.0.113.9:51234 | 203.0.113.9",
        "X-Forwarded-For: 203.0.113.9:51234, 10.0.0.6:443 | 203.0.113.9",
        "X-Forwarded-For: 203.0.113.9, ::ffff:10.0.0.6 | 203.0.113.9",
        "X-Forwarded-For: 203.0.113.9, [::ffff:10.0.0.6]:443 | 203.0.113.9",
        "X-Forwarded-For: [2001:db8::9]:443 | 2001:db8::9",
        "X-Forwarded-For: [2001:db8::9] | 2001:db8::9",
        "X-Forwarded-For: 2001:db8::9 | 2001:db8::9",
        "X-Forwarded-For: 203.0.113.9, fe80::1%eth0 | 203.0.113.9",
        "X-Real-IP: 203.0.113.9:51234 | 203.0.113.9",
        "X-Real-IP: [2001:db8::9]:443 | 2001:db8::9",
        "X-Real-IP: [2001:db8::9] | 2001:db8::9",
        "X-Real-IP: 1.2.3.4.5 | 127.0.0.1"
      })
  void anAddressHasNoPortAndOneNotation(String header, String address) {
    trust("127.0.0.1", "::ffff:10.0.0.0/104", "fe80::/10");
    assertSays(handshake(header), address, "http", "127.0.0.1", "80");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // All hops are trusted, or there is no chain: the first.
        "https, http | ' '                        | https",
        "https, http | 10.0.0.7                   | https",
        "https, http | 10.0.0.7, 10.0.0.6         | https",
        // The client's hop is the one of its address.
        "https, http | 203.0.113.9, 10.0.0.6      | https",
        "http, https, http | 9.9.9.9, 203.0.113.9, 10.0.0.6 | https",
        "http, https | 203.0.113.9                | https",
        "https       | 203.0.113.9, 10.0.0.6      | https",
        "http, gopher, https | 203.0.113.9, 10.0.0.6 | http"
      })
  void theSchemeIsThatOfTheClientsOwnHop(String proto, String chain, String scheme) {
    trust("127.0.0.1", "10.0.0.0/8");
    ReceivedHandshake handshake =
        chain.isBlank()
            ? handshake("X-Forwarded-Proto: " + proto)
            : handshake("X-Forwarded-Proto: " + proto, "X-Forwarded-For: " + chain);
    assertThat(handshake.values("X-Forwarded-Proto")).containsExactly(scheme);
  }

  @Test
  void hostAndPortAreThoseOfTheClientsOwnHop() {
    trust("127.0.0.1", "10.0.0.0/8");
    assertSays(
        handshake(
            "X-Forwarded-For: 9.9.9.9, 203.0.113.9, 10.0.0.6",
            "X-Forwarded-Proto: http, https, http",
            "X-Forwarded-Host: evil.example, app.example, inner.example",
            "X-Forwarded-Port: 1, 8443, 80"),
        "203.0.113.9",
        "https",
        "app.example",
        "8443");
  }

  @Test
  void aHostMayHaveAnUnderscore() {
    trust("127.0.0.1");
    ReceivedHandshake handshake =
        handshake(
            "Origin: https://my_app.test",
            "X-Forwarded-Proto: https",
            "X-Forwarded-Host: my_app.test");
    assertThat(handshake.values("Origin")).containsExactly("https://my_app.test");
    assertThat(handshake.values("Host")).containsExactly("my_app.test");
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
