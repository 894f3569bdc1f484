package io.cablebridge.e2e.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.e2e.client.SseStream;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Json;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RailsServer;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.RedisProbe;
import io.cablebridge.e2e.rig.RedisServer;
import io.cablebridge.e2e.rig.TestBed;
import io.cablebridge.fake.SseEvent;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The documentation's examples for streams work as written: a Rails application with the
 * controllers of the pages publishes, and subscribers of {@code /events} receive the exact bytes.
 */
@Needs({RealPart.RAILS, RealPart.REDIS})
final class ExamplesIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private static final Path DOCS = Path.of("../docs");
  private static final Path RAILS = Path.of("src", "test", "rails");
  private static final String SECRET = "a secret of these tests";

  /** {@code secret_key_base} of the test's application. */
  private static final String KEY_BASE = "no secret, only tests use it".repeat(4);

  private static RedisProbe probe;
  private static RailsServer rails;
  private static BridgeProcess bridge;

  @BeforeAll
  static void start() {
    RedisServer redis = TESTBED.redis();
    probe = TESTBED.add(new RedisProbe(redis));
    rails = TESTBED.rails("ADAPTER", "redis", "REDIS_URL", redis.url(), "STREAMS_SECRET", SECRET);
    bridge =
        TESTBED.bridge(
            rails,
            "http.base-path=/cable-bridge",
            "streams.broker=redis",
            "streams.redis.url=" + redis.url(),
            "streams.public=true",
            "streams.secret=" + SECRET,
            "streams.turbo.enabled=true",
            "streams.turbo.secret-key-base=" + KEY_BASE,
            "streams.turbo.digest=sha1");
  }

  private static SseStream read(String query, String lastEventId) throws IOException {
    SseStream stream =
        TESTBED.add(SseStream.open(bridge.port(), "/cable-bridge/events?" + query, lastEventId));
    assertThat(stream.response().status()).isEqualTo(200);
    return stream;
  }

  /** Opens a subscriber and waits for its confirmation. */
  private static SseStream read(String query) throws IOException {
    SseStream stream = read(query, "");
    upTo(stream, "confirm_subscription");
    return stream;
  }

  private static SseEvent upTo(SseStream stream, String name) throws IOException {
    SseEvent event = stream.next();
    while (event != null && !event.name().equals(name)) {
      event = stream.next();
    }
    assertThat(event).as("an event %s", name).isNotNull();
    return event;
  }

  private static String nextMessage(SseStream stream) throws IOException {
    return upTo(stream, "message").data();
  }

  private static void say(String text) {
    String form = "from=ann&text=" + encoded(text);
    assertThat(
            rails
                .calls()
                .post("/messages", form, "Content-Type", "application/x-www-form-urlencoded")
                .statusCode())
        .isEqualTo(201);
  }

  private static void step(String deployment, String step) {
    String path = "/deployments/" + deployment + "?at=12:00&step=" + encoded(step);
    assertThat(rails.calls().call("PATCH", path, "").statusCode()).isEqualTo(202);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void theChatReadsWhatRailsPublishesToTheByte() throws IOException {
    SseStream first = read("stream=chat");
    SseStream second = read("stream=chat");
    say("good morning");
    say("<b>ä 🚋</b>");

    for (SseStream reader : List.of(first, second)) {
      assertThat(nextMessage(reader)).isEqualTo("{\"from\":\"ann\",\"text\":\"good morning\"}");
      assertThat(nextMessage(reader))
          .as("Rails escapes what could end a script")
          .isEqualTo("{\"from\":\"ann\",\"text\":\"\\u003cb\\u003eä 🚋\\u003c/b\\u003e\"}");
    }
    assertThat(probe.subscriptions("chat")).as("subscriptions of Redis").isEqualTo(1);
  }

  @Test
  void theDeploymentIsWatchedByAnyNumberOfReadersOverOneSubscription() throws IOException {
    List<SseStream> watching = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      watching.add(read("stream=deployments/7"));
    }
    step("8", "of another deployment");
    step("7", "migrate");

    for (SseStream reader : watching) {
      assertThat(nextMessage(reader)).isEqualTo("{\"step\":\"migrate\",\"at\":\"12:00\"}");
    }
    assertThat(probe.subscriptions("deployments/7")).as("subscriptions of Redis").isEqualTo(1);
    assertThat(rails.connections()).as("connections to Action Cable").isZero();
  }

  @Test
  void aResumingSubscriberReceivesWhatRailsBroadcastMeanwhile() throws IOException {
    SseStream leaving = read("stream=deployments/9");
    step("9", "build");
    assertThat(nextMessage(leaving)).contains("build");
    leaving.close();
    step("9", "migrate");
    step("9", "restart");

    SseStream back = read("stream=deployments/9", leaving.lastEventId());
    assertThat(nextMessage(back)).contains("migrate");
    assertThat(nextMessage(back)).contains("restart");
    upTo(back, "confirm_history");
  }

  @Test
  void aNameThatRailsSignedOpensItsStream() throws IOException {
    String signed =
        Json.parse(rails.calls().get("/order_stream?customer=5").body()).path("stream").asText();
    SseStream reader = read("signed_stream=" + encoded(signed));
    probe.broadcast("orders/5", "{\"order\":1}");

    assertThat(nextMessage(reader)).isEqualTo("{\"order\":1}");
  }

  @Test
  void aNameThatTurboWouldSignOpensItsStream() throws IOException {
    String signed = rails.calls().get("/turbo?stream=posts").body();
    SseStream reader = read("turbo_signed_stream_name=" + encoded(signed));
    String html = "\"\\u003cturbo-stream action=\\\"append\\\"\\u003e\\u003c/turbo-stream\\u003e\"";
    probe.broadcast("posts", html);

    assertThat(nextMessage(reader)).isEqualTo("<turbo-stream action=\"append\"></turbo-stream>");
  }

  @ParameterizedTest
  @CsvSource({"signed_stream", "turbo_signed_stream_name"})
  void aNameWithAForeignSignatureIsRefused(String parameter) {
    String signed = "InBvc3RzIg==--" + "0".repeat(64);
    assertThat(
            bridge
                .calls()
                .get("/cable-bridge/events?" + parameter + "=" + encoded(signed))
                .statusCode())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "examples/chat-over-redis.md, chat_over_redis.rb",
    "examples/stream-of-broadcasts.md, stream_of_broadcasts.rb",
    "streams.md, signed_stream.rb"
  })
  void thePageShowsTheCodeThatRunsHere(String page, String file) throws IOException {
    String code = Files.readString(RAILS.resolve("examples").resolve(file));
    assertThat(Files.readString(DOCS.resolve(page))).contains("```ruby\n" + code + "```");
  }

  @ParameterizedTest
  @CsvSource({
    "examples/chat-over-redis.md, 'post \"/messages\", to: \"messages#create\"'",
    "examples/stream-of-broadcasts.md, 'patch \"/deployments/:id\", to: \"deployments#update\"'",
    "streams.md, 'get \"/order_stream\", to: \"order_streams#show\"'"
  })
  void thePageShowsTheRoute(String page, String route) throws IOException {
    assertThat(Files.readString(DOCS.resolve(page))).contains(route);
    assertThat(Files.readString(RAILS.resolve("application.rb"))).contains(route);
  }
}
