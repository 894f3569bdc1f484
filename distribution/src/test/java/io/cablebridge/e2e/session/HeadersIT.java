package io.cablebridge.e2e.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.e2e.client.CommandClient;
import io.cablebridge.e2e.client.SseClient;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.HttpCalls;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RailsServer;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.TestBed;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The headers and query parameters of the browser's request that reach Rails. */
@Needs(RealPart.RAILS)
final class HeadersIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private static final String WHOAMI = "{\"channel\":\"WhoamiChannel\"}";

  private static RailsServer rails;
  private static BridgeProcess bridge;

  @BeforeAll
  static void start() {
    rails = TESTBED.rails();
    bridge = TESTBED.bridge(rails, "upstream.forward-query=token");
  }

  private static JsonNode seenBy(BridgeProcess through, String query, String... headers) {
    String id = TestBed.freshId();
    SseClient client = TESTBED.add(new SseClient(through, id + query, headers).connect());
    client.await("joined");
    new CommandClient(through, id, headers).subscribe(WHOAMI);
    return client.await("received").json().path("message");
  }

  @Test
  void cookieOriginAgentAndLanguagePass() {
    JsonNode seen =
        seenBy(
            bridge,
            "",
            "Cookie",
            "user=alice; theme=dark",
            "User-Agent",
            "a browser",
            "Accept-Language",
            "de, en;q=0.5");

    assertThat(seen.at("/headers/cookie").asText()).isEqualTo("user=alice; theme=dark");
    assertThat(seen.at("/headers/origin").asText()).isEqualTo(bridge.origin());
    assertThat(seen.at("/headers/host").asText()).isEqualTo("127.0.0.1:" + bridge.port());
    assertThat(seen.at("/headers/user-agent").asText()).isEqualTo("a browser");
    assertThat(seen.at("/headers/accept-language").asText()).isEqualTo("de, en;q=0.5");
    assertThat(seen.path("protocol").asText()).isEqualTo("actioncable-v1-json");
  }

  @Test
  void onlyNamedQueryParametersPass() {
    JsonNode seen = seenBy(bridge, "?token=t%20k&secret=s", "Cookie", "user=alice");

    assertThat(seen.path("query").asText()).matches("token=t(%20|\\+)k");
  }

  @Test
  void forwardingHeadersOfAnUntrustedClientAreIgnored() {
    JsonNode seen =
        seenBy(
            bridge,
            "",
            "X-Forwarded-For",
            "203.0.113.9",
            "X-Real-IP",
            "203.0.113.9",
            "X-Forwarded-Proto",
            "https",
            "X-Forwarded-Host",
            "evil.example");

    assertThat(seen.path("remote_ip").asText()).isEqualTo("127.0.0.1");
    assertThat(seen.at("/headers").toString()).doesNotContain("203.0.113.9", "evil.example");
    assertThat(seen.at("/headers/x-forwarded-proto").asText()).isEqualTo("http");
  }

  @Test
  void forwardingHeadersOfATrustedProxyAreUsed() {
    BridgeProcess behind = TESTBED.bridge(rails, "http.trusted-proxies=127.0.0.1");
    JsonNode seen = seenBy(behind, "", "X-Forwarded-For", "203.0.113.9");

    assertThat(seen.path("remote_ip").asText()).isEqualTo("203.0.113.9");
  }

  @Test
  void aSameOriginRequestWithoutOriginIsAccepted() {
    HttpCalls bare = new HttpCalls(bridge.uri());
    String path = "/" + TestBed.freshId() + "?timeout=0.1";

    assertThat(bare.get(path, "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
    assertThat(bare.get(path, "Sec-Fetch-Site", "same-origin").statusCode()).isEqualTo(200);
  }
}
