package io.cablebridge.http.session;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.Plan;
import io.cablebridge.http.rig.RunningBridge;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A client with an events id alone can neither read, write nor end the session of another client.
 * Defect 9 of the older server.
 */
class PostNeedsCredentialsTest {
  private final String id = RunningBridge.newId();
  private RunningBridge bridge;

  @AfterEach
  void stop() {
    bridge.close();
  }

  private void start(Consumer<Plan> change) {
    bridge = RunningBridge.start(change);
  }

  private void assertRefused(String... headers) {
    Client client = bridge.client();
    int before = bridge.rails.commands().size();
    String post = Client.send(ROOM, "{\"action\":\"speak\"}");
    client.post("/" + id, post, headers).expectError(403, "credentials_mismatch");
    client.post("/" + id + "?poll-queue=1", post, headers).expectError(403, "credentials_mismatch");
    client.get("/" + id, headers).expectError(403, "credentials_mismatch");
    Answer deleted = client.delete("/" + id, headers).expectError(403, "credentials_mismatch");
    assertThat(deleted.header("X-Session-Id")).isEmpty();
    assertThat(bridge.rails.subscribers(ROOM)).isEqualTo(1);
    assertThat(bridge.rails.commands()).hasSize(before);
  }

  @Test
  void theOriginIsBoundByDefault() {
    start(plan -> plan.allowedOrigins = List.of("https://a.example", "https://b.example"));
    bridge.client().opened(id, ROOM, "Origin", "https://a.example");
    bridge.awaitSubscribers(1);
    assertRefused("Origin", "https://b.example");
    assertRefused();
    bridge.client().get("/" + id, "Origin", "https://a.example").expect(200);
  }

  @Test
  void aSessionCookieThatRailsRewritesIsNotBoundByDefault() {
    start(plan -> {});
    bridge.client().opened(id, ROOM, "Cookie", "_session=1");
    bridge.client().post("/" + id, Client.subscribe(ROOM), "Cookie", "_session=2").expect(200);
  }

  @Test
  void namedCookiesAreBound() {
    start(plan -> plan.bindCookies = List.of("user"));
    bridge.client().opened(id, ROOM, "Cookie", "user=alice; _session=1");
    bridge.awaitSubscribers(1);
    assertRefused("Cookie", "user=mallory; _session=1");
    assertRefused("Cookie", "_session=1");
    assertRefused();
    bridge.client().get("/" + id, "Cookie", "_session=2; user=alice").expect(200);
  }

  @Test
  void strictHeadersBindTheWholeCookie() {
    start(plan -> plan.bindHeaders = List.of("Cookie", "Origin"));
    bridge.client().opened(id, ROOM, "Cookie", "a=1; b=2");
    bridge.awaitSubscribers(1);
    assertRefused("Cookie", "a=1");
    assertRefused();
    bridge.client().get("/" + id, "Cookie", "a=1; b=2").expect(200);
  }

  @Test
  void anyHeaderCanBeBound() {
    start(plan -> plan.bindHeaders = List.of("Authorization"));
    bridge.client().opened(id, ROOM, "Authorization", "Bearer alice");
    bridge.awaitSubscribers(1);
    assertRefused("Authorization", "Bearer mallory");
    bridge.client().get("/" + id, "Authorization", "Bearer alice").expect(200);
  }

  @Test
  void nothingIsBoundWhereThatIsAskedFor() {
    start(
        plan -> {
          plan.bindHeaders = List.of();
          plan.reflectAnyOrigin = true;
        });
    bridge.client().opened(id, ROOM, "Origin", "https://a.example");
    bridge
        .client()
        .post("/" + id, Client.subscribe(ROOM), "Origin", "https://b.example")
        .expect(200);
  }

  @Test
  void aPlantedIdIsOfNoUseToItsAuthor() {
    start(plan -> plan.bindCookies = List.of("user"));
    bridge.client().get("/" + id + "?timeout=0.05", "Cookie", "user=mallory").expect(200);
    bridge
        .client()
        .post("/" + id + "?poll-queue=1", Client.subscribe(ROOM), "Cookie", "user=alice")
        .expectError(403, "credentials_mismatch");
    assertThat(bridge.rails.commands()).isEmpty();
  }
}
