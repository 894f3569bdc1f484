package io.cablebridge.http.request;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.http.anycable.JwtConfig;
import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.EventStream;
import io.cablebridge.http.rig.Plan;
import io.cablebridge.http.rig.RunningBridge;
import io.cablebridge.secret.Secret;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Section 6 of the session API: the responses to pages of other origins. */
class CrossOriginTest {
  private static final String LISTED = "https://app.example.com";

  private final String id = RunningBridge.newId();
  private RunningBridge bridge = RunningBridge.start(plan -> plan.allowedOrigins = List.of(LISTED));

  @AfterEach
  void stop() {
    bridge.close();
  }

  private static void assertGranted(Answer answer, String origin) {
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(origin);
    assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("true");
    assertThat(answer.header("Access-Control-Expose-Headers"))
        .isEqualTo("X-Session-Id, X-Request-Id");
    assertThat(answer.header("Vary")).isEqualTo("Origin");
  }

  @Test
  void echoesAListedOriginOnEveryVerb() {
    assertGranted(bridge.client().opened(id, ROOM, "Origin", LISTED), LISTED);
    assertGranted(bridge.client().get("/" + id, "Origin", LISTED).expect(200), LISTED);
    try (EventStream stream = EventStream.open(bridge, "/" + id, "Origin: " + LISTED)) {
      assertGranted(stream.head, LISTED);
    }
    assertGranted(bridge.client().delete("/" + id, "Origin", LISTED).expect(204), LISTED);
    assertGranted(bridge.client().post("/", "", "Origin", LISTED).expect(201), LISTED);
  }

  @Test
  void letsAListedOriginReadItsErrors() {
    assertGranted(
        bridge.client().get("/short", "Origin", LISTED).expectError(400, "bad_session_id"), LISTED);
  }

  @Test
  void answersAPreflight() {
    Answer answer =
        bridge
            .client()
            .call(
                "OPTIONS",
                "/" + id,
                BodyPublishers.noBody(),
                "Origin",
                LISTED,
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "content-type")
            .expect(204);
    assertGranted(answer, LISTED);
    assertThat(answer.header("Access-Control-Allow-Methods"))
        .isEqualTo("GET, POST, DELETE, OPTIONS");
    assertThat(answer.header("Access-Control-Allow-Headers"))
        .isEqualTo(
            "Content-Type, Last-Event-ID, X-Anycable-Poll-ID, X-JID, Authorization, X-Request-Id,"
                + " Cache-Control");
    assertThat(answer.body()).isEmpty();
    assertThat(bridge.rails.handshakes()).isEmpty();
  }

  @Test
  void answersAPreflightAtTheRootToo() {
    assertGranted(
        bridge.client().call("OPTIONS", "/", BodyPublishers.noBody(), "Origin", LISTED).expect(204),
        LISTED);
  }

  @Test
  void variesByOriginAlsoForThoseWithoutOne() {
    Answer answer = bridge.client().get("/" + id + "?timeout=0.05").expect(200);
    assertThat(answer.header("Vary")).isEqualTo("Origin");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void takesASubdomainOfAListedPattern() {
    bridge.close();
    bridge = RunningBridge.start(plan -> plan.allowedOrigins = List.of("https://*.example.com"));
    for (String origin : List.of("https://a.example.com", "https://a.b-c_d.example.com")) {
      assertGranted(
          bridge
              .client()
              .get("/" + RunningBridge.newId() + "?timeout=0.05", "Origin", origin)
              .expect(200),
          origin);
    }
    for (String origin :
        List.of(
            "https://example.com",
            "https://.example.com",
            "https://a..example.com",
            "https://evilexample.com",
            "https://evil.com/.example.com",
            "https://evil.com#.example.com",
            "https://user@a.example.com",
            "http://a.example.com",
            "https://a.example.com:8443",
            "https://a.example.com.evil.com")) {
      bridge
          .client()
          .get("/" + RunningBridge.newId(), "Origin", origin)
          .expectError(403, "origin_not_allowed");
    }
  }

  @Test
  void reflectsAnyOriginWhereThatIsAskedFor() {
    bridge.close();
    bridge = RunningBridge.start(plan -> plan.reflectAnyOrigin = true);
    for (String origin : List.of("https://anybody.example", "null")) {
      assertGranted(
          bridge
              .client()
              .get("/" + RunningBridge.newId() + "?timeout=0.05", "Origin", origin)
              .expect(200),
          origin);
    }
    assertThat(bridge.rails.handshakes().get(0).header("Origin"))
        .contains("https://anybody.example");
  }

  @Test
  void aPageOfOurOwnKeepsItsOriginWhereAnyIsReflected() {
    bridge.close();
    bridge = RunningBridge.start(plan -> plan.reflectAnyOrigin = true);
    String own = "http://127.0.0.1:" + bridge.port();
    bridge.client().get("/" + id + "?timeout=0.05", "Sec-Fetch-Site", "same-origin").expect(200);
    assertThat(bridge.rails.handshakes().get(0).header("Origin")).contains(own);
    bridge.client().post("/" + id, Client.subscribe(RunningBridge.ROOM), "Origin", own).expect(200);
    bridge
        .client()
        .get("/" + RunningBridge.newId() + "?timeout=0.05", "Sec-Fetch-Site", "cross-site")
        .expect(200);
  }

  @Test
  void allowsTheHeaderThatHoldsTheToken() {
    bridge.close();
    bridge =
        RunningBridge.start(plan -> plan.jwt = new JwtConfig(Secret.of("qwerty"), "token", false));
    assertThat(allowedHeaders("http://127.0.0.1:" + bridge.port())).contains("X-TOKEN");
  }

  private List<String> allowedHeaders(String origin) {
    Answer answer =
        bridge.client().call("OPTIONS", "/" + id, BodyPublishers.noBody(), "Origin", origin);
    assertGranted(answer.expect(204), origin);
    return List.of(answer.header("Access-Control-Allow-Headers").split(", "));
  }

  @Test
  void allowsTheHeadersThatAreForwardedOrBound() {
    bridge.close();
    Consumer<Plan> headers =
        plan -> {
          plan.forwardHeaders = List.of("authorization", "X-Api-Key", "Cookie");
          plan.bindHeaders = List.of("Origin", "X-Tenant", "x-api-key");
        };
    bridge = RunningBridge.start(headers.andThen(plan -> plan.allowedOrigins = List.of(LISTED)));
    assertThat(allowedHeaders(LISTED))
        .endsWith("X-Request-Id", "Cache-Control", "X-Api-Key", "X-Tenant")
        .contains("Authorization")
        .doesNotContain("Origin", "Cookie", "authorization", "x-api-key");
    bridge.reconfigure(headers.andThen(plan -> plan.allowedOrigins = List.of("https://b.example")));
    assertThat(allowedHeaders("https://b.example")).contains("X-Api-Key", "X-Tenant");
    bridge.reconfigure(headers.andThen(plan -> plan.reflectAnyOrigin = true));
    assertThat(allowedHeaders("https://c.example")).contains("X-Api-Key", "X-Tenant");
  }

  @Test
  void doesNotFailOverAnOriginThatIsTooLongToEcho() {
    bridge.close();
    bridge = RunningBridge.start(plan -> plan.reflectAnyOrigin = true);
    Answer answer =
        bridge
            .client()
            .get("/" + id + "?timeout=0.05", "Origin", "https://" + "x".repeat(8000) + ".example");
    assertThat(answer.status()).isLessThan(500);
  }
}
