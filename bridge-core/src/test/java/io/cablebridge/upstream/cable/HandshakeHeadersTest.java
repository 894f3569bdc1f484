package io.cablebridge.upstream.cable;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.fake.ReceivedHandshake;
import io.cablebridge.session.Handshake;
import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.UpstreamState;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Rails hears what the session's handshake says, and nothing that the client makes up. */
class HandshakeHeadersTest {
  private static final Set<String> OF_THE_PROTOCOL =
      Set.of(
          "host",
          "upgrade",
          "connection",
          "pragma",
          "cache-control",
          "sec-websocket-key",
          "sec-websocket-version",
          "sec-websocket-protocol");

  @Test
  void everyHeaderGoesOutAsItIs() {
    try (CableRig rig = new CableRig()) {
      ReceivedHandshake seen =
          shake(rig, "Cookie", "_app_session=a%2Bb; user=\"x\"", "Origin", "https://app.example");
      assertThat(seen.values("cookie")).containsExactly("_app_session=a%2Bb; user=\"x\"");
      assertThat(seen.values("origin")).containsExactly("https://app.example");
    }
  }

  @Test
  void aHeaderMayComeTwice() {
    try (CableRig rig = new CableRig()) {
      ReceivedHandshake seen = shake(rig, "X-Tag", "1", "X-Tag", "2");
      assertThat(seen.values("x-tag")).containsExactly("1", "2");
    }
  }

  @Test
  void theHostIsTheOneThatIsGiven() {
    try (CableRig rig = new CableRig()) {
      assertThat(shake(rig, "Host", "app.example").values("host")).containsExactly("app.example");
    }
  }

  @Test
  void withoutAHostItIsThatOfTheUrl() {
    try (CableRig rig = new CableRig()) {
      assertThat(shake(rig).values("host")).containsExactly("127.0.0.1:" + rig.rails.port());
    }
  }

  @Test
  void theUserAgentIsTheBrowsersOrNone() {
    try (CableRig rig = new CableRig()) {
      assertThat(shake(rig, "User-Agent", "Firefox").values("user-agent"))
          .containsExactly("Firefox");
    }
    try (CableRig rig = new CableRig()) {
      assertThat(shake(rig).values("user-agent")).isEmpty();
    }
  }

  @Test
  void nothingIsAddedButWhatAWebSocketNeeds() {
    try (CableRig rig = new CableRig()) {
      Set<String> extra = new TreeSet<>(shake(rig).headers().keySet());
      extra.removeAll(OF_THE_PROTOCOL);
      assertThat(extra).isEmpty();
    }
  }

  @Test
  void bothSubprotocolsAreOfferedInOneLine() {
    try (CableRig rig = new CableRig()) {
      assertThat(shake(rig).values("sec-websocket-protocol"))
          .containsExactly("actioncable-v1-json, actioncable-unsupported");
    }
  }

  @Test
  void noExtensionIsOffered() {
    try (CableRig rig = new CableRig()) {
      assertThat(shake(rig).values("sec-websocket-extensions")).isEmpty();
    }
  }

  @Test
  void theQueryOfTheHandshakeIsAppended() {
    try (CableRig rig = new CableRig()) {
      rig.open("a", new Handshake("token=a%20b&jid=1", List.of()));
      rig.eventually(() -> rig.rails.handshakes().size() == 1);
      assertThat(rig.rails.handshakes().get(0).query()).isEqualTo("token=a%20b&jid=1");
    }
  }

  @Test
  void theQueryOfTheUrlStaysInFront() {
    try (CableRig rig = new CableRig(settings -> {}, "?app=1")) {
      rig.open("a", new Handshake("token=x", List.of()));
      rig.eventually(() -> rig.rails.handshakes().size() == 1);
      assertThat(rig.rails.handshakes().get(0).query()).isEqualTo("app=1&token=x");
    }
  }

  @Test
  void aCookieThatRailsSetsGoesToNobodyElse() {
    try (CableRig rig = new CableRig()) {
      rig.rails.answerWithHeader("Set-Cookie", "_app_session=alice; Path=/");
      rig.welcomed("alice");
      rig.welcomed("bob");
      assertThat(rig.rails.handshakes().get(1).values("cookie")).isEmpty();
    }
  }

  @Test
  void aCookieThatRailsSetsDoesNotReplaceTheUsersOwn() {
    try (CableRig rig = new CableRig()) {
      rig.rails.answerWithHeader("Set-Cookie", "user=mallory; Path=/");
      Session session = rig.open("a", new Handshake("", List.of("Cookie", "user=alice")));
      rig.eventually(() -> session.upstreamState() == UpstreamState.OPEN);
      rig.drop(session);
      rig.reconnect(session);
      assertThat(rig.rails.handshakes().get(1).values("cookie")).containsExactly("user=alice");
    }
  }

  @Test
  void aCookieOfARefusalIsNotKeptEither() {
    try (CableRig rig = new CableRig()) {
      rig.rails.answerWithHeader("Set-Cookie", "_app_session=alice; Path=/");
      rig.rails.refuseWithStatus(503, "text/html", "");
      rig.open("alice");
      rig.passUntil(() -> rig.rails.handshakes().size() >= 2);
      assertThat(rig.rails.handshakes().get(1).values("cookie")).isEmpty();
    }
  }

  private static ReceivedHandshake shake(CableRig rig, String... headers) {
    rig.open("a", new Handshake("", List.of(headers)));
    rig.eventually(() -> rig.rails.handshakes().size() == 1);
    return rig.rails.handshakes().get(0);
  }
}
