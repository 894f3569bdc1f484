package io.cablebridge.http;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.http.rig.BodyStream;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.Plan;
import io.cablebridge.http.rig.RunningBridge;
import io.cablebridge.http.rig.TestCertificate;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The heart of the session API, over every protocol that the listener speaks. */
@ParameterizedClass
@EnumSource
class OverEachProtocolTest {
  private static final TestCertificate CERTIFICATE = TestCertificate.make("EC");

  /** A protocol, as a client may insist on it. */
  enum Protocol {
    HTTP1("http", Version.HTTP_1_1),
    HTTP1_TLS("https", Version.HTTP_1_1),
    HTTP2("https", Version.HTTP_2);

    final String scheme;
    final Version version;

    Protocol(String scheme, Version version) {
      this.scheme = scheme;
      this.version = version;
    }
  }

  @TempDir private Path directory;

  private final String id = RunningBridge.newId();
  private final Protocol protocol;
  private final HttpClient http;
  private RunningBridge bridge;

  OverEachProtocolTest(Protocol protocol) {
    this.protocol = protocol;
    http =
        HttpClient.newBuilder().version(protocol.version).sslContext(CERTIFICATE.client()).build();
  }

  private void start(Consumer<Plan> change) {
    bridge =
        RunningBridge.start(
            plan -> {
              if (protocol != Protocol.HTTP1) {
                plan.tls = CERTIFICATE.into(directory, protocol == Protocol.HTTP2);
              }
              change.accept(plan);
            });
  }

  @AfterEach
  void stop() {
    bridge.close();
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create(protocol.scheme + "://127.0.0.1:" + bridge.port() + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpResponse<String> post(String body) throws Exception {
    return http.send(
        request("/" + id + "?poll-queue=64").POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> poll(String query) throws Exception {
    return http.send(request("/" + id + query).build(), BodyHandlers.ofString());
  }

  private HttpResponse<InputStream> open(String query, String... headers) throws Exception {
    HttpResponse<InputStream> response =
        http.send(
            request("/" + id + query, headers).header("Accept", "text/event-stream").build(),
            BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.version()).isEqualTo(protocol.version);
    return response;
  }

  private BodyStream subscribed(String... headers) throws Exception {
    BodyStream stream = new BodyStream(open("?subscribe=" + Client.encoded(ROOM), headers).body());
    stream.awaitTypes("joined", "connected");
    return stream;
  }

  @Test
  void carriesPostPollAndStream() throws Exception {
    start(plan -> {});
    assertThat(post(Client.subscribe(ROOM)).statusCode()).isEqualTo(200);
    await().until(() -> poll("?timeout=1").body().contains("\"connected\""));
    CompletableFuture<HttpResponse<String>> poll =
        http.sendAsync(request("/" + id).build(), BodyHandlers.ofString());
    await().until(() -> bridge.sessions.directory().listeners() == 1);
    bridge.rails.broadcast(ROOM, "1");
    assertThat(poll.get().body()).contains("\"message\":1");
    assertThat(bridge.rails.handshakes()).hasSize(1);
  }

  @Test
  void forwardsTheSchemeAndHostThatTheBrowserUsed() throws Exception {
    start(plan -> {});
    String origin = protocol.scheme + "://127.0.0.1:" + bridge.port();
    try (BodyStream stream = subscribed("Origin", origin)) {
      assertThat(stream.hasEnded()).isFalse();
      assertThat(bridge.rails.handshakes().get(0).values("X-Forwarded-Proto"))
          .containsExactly(protocol.scheme);
    }
  }

  @Test
  void forwardsACookieWithATab() throws Exception {
    start(plan -> {});
    try (BodyStream stream = subscribed("Cookie", "user_id=7; pref=a\tb")) {
      assertThat(stream.hasEnded()).isFalse();
      assertThat(bridge.rails.handshakes().get(0).values("Cookie"))
          .containsExactly("user_id=7; pref=a\tb");
    }
  }

  @Test
  void deliversABurstInItsOrderAndWhole() throws Exception {
    start(plan -> plan.queueEvents = 2000);
    String large = "\"" + "x".repeat(700_000) + "\"";
    List<String> sent = IntStream.range(0, 1000).mapToObj(n -> "" + n).toList();
    try (BodyStream stream = subscribed()) {
      sent.forEach(n -> bridge.rails.broadcast(ROOM, n));
      stream.awaitReceived(sent);
    }
    try (BodyStream stream = new BodyStream(open("?after=1001/" + epoch()).body())) {
      bridge.rails.broadcast(ROOM, large);
      stream.awaitReceived(List.of(large));
    }
  }

  private String epoch() throws Exception {
    return post(Client.subscribe("{\"channel\":\"Other\"}"))
        .headers()
        .firstValue("X-Session-Id")
        .orElse("");
  }

  @Test
  void handsOverToTheSameClientComingBack() throws Exception {
    start(plan -> {});
    try (BodyStream older = subscribed();
        BodyStream newer = new BodyStream(open("", "Last-Event-ID", older.position()).body())) {
      newer.awaitTypes("joined");
      assertThat(older.awaitEnd()).isTrue();
      bridge.rails.broadcast(ROOM, "1");
      newer.awaitReceived(List.of("1"));
      assertThat(bridge.sessions.directory().listeners()).isEqualTo(1);
    }
  }

  @Test
  void endsInGoodOrderWithTheSession() throws Exception {
    start(plan -> {});
    try (BodyStream stream = subscribed()) {
      bridge.rails.disconnectAll("remote", false);
      assertThat(stream.awaitEnd()).isTrue();
      assertThat(stream.types()).containsExactly("joined", "connected", "closed");
    }
  }

  @Test
  void detectsADisconnectedClient() throws Exception {
    start(plan -> {});
    subscribed().close();
    await().atMost(Duration.ofSeconds(3)).until(() -> bridge.sessions.directory().listeners() == 0);
  }

  @Test
  void keepsASilentStreamByHeartbeats() throws Exception {
    start(plan -> plan.heartbeat = Duration.ofMillis(200));
    try (BodyStream stream = subscribed()) {
      await().until(() -> stream.comments() >= 3);
      assertThat(stream.hasEnded()).isFalse();
    }
  }

  @Test
  void endsAStreamWhoseReaderTakesNothingAndServesTheOthers() throws Exception {
    start(
        plan -> {
          plan.writeTimeout = Duration.ofSeconds(1);
          plan.queueBytes = 64 << 20;
        });
    try (InputStream deaf = open("?subscribe=" + Client.encoded(ROOM)).body()) {
      bridge.awaitSubscribers(1);
      for (int i = 1; i <= 80; i++) {
        bridge.rails.broadcast(ROOM, "\"" + "x".repeat(500_000) + "\"");
        long soFar = i;
        await().until(() -> bridge.sessions.directory().snapshot().messagesIn() == soFar);
      }
      // What waits is in the session's queue, not on its way: no request has taken it.
      assertThat(bridge.sessions.directory().snapshot().sessions().get(0).heldBytes())
          .isGreaterThan(10_000_000);
      await().until(() -> bridge.sessions.directory().listeners() == 0);
      assertThat(post(Client.subscribe("{\"channel\":\"Other\"}")).statusCode()).isEqualTo(200);
      assertThat(deaf).isNotNull();
    }
  }
}
