package io.cablebridge.e2e.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.e2e.client.CommandClient;
import io.cablebridge.e2e.client.PollClient;
import io.cablebridge.e2e.client.SseClient;
import io.cablebridge.e2e.client.SseStream;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.e2e.rig.Json;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RailsServer;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.RedisServer;
import io.cablebridge.e2e.rig.SameOriginHeaders;
import io.cablebridge.e2e.rig.TestBed;
import io.cablebridge.fake.SseEvent;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Puts a marked secret into every input of a bridge that logs at debug level. Afterwards no log,
 * metric, console page, error body or command line contains a secret or a whole session id.
 */
@Needs({RealPart.RAILS, RealPart.REDIS})
@Timeout(240)
final class SecretsScanIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  /** {@code secret_key_base} of the test's application. */
  private static final String KEY_BASE = "no secret, only tests use it".repeat(4);

  @TempDir private Path directory;

  private final SecretMarkers markers = new SecretMarkers();
  private final Map<String, String> gathered = new LinkedHashMap<>();
  private final String user = markers.fresh("the cookie of the user");
  private final String token = markers.fresh("a token in the query");
  private final String room = TestBed.freshId();
  private final String chat = "{\"channel\":\"ChatChannel\",\"room\":\"" + room + "\"}";

  private RedisServer redis;
  private RailsServer rails;
  private BridgeProcess bridge;
  private String[] headers = {};

  @Test
  void noOutputContainsASecret() throws Exception {
    String streamsSecret = markers.fresh("the secret of the streams");
    String jwtSecret = markers.fresh("the secret of the tokens");
    String key = markers.fresh("the key of a publisher");
    redis = TESTBED.redis();
    rails =
        TESTBED.rails(
            "ADAPTER", "redis", "REDIS_URL", redis.url(), "STREAMS_SECRET", streamsSecret);
    LoginScenario logins = new LoginScenario(directory, markers, gathered);
    bridge = TESTBED.bridge(rails, settings(streamsSecret, jwtSecret, key, logins.setting()));
    headers = headersOf(user);

    SseClient stream = TESTBED.add(listen());
    pollAndLeaveMessagesQueued();
    List<SseStream> readers = readStreams(jwtSecret);
    publish(key);
    for (SseStream reader : readers) {
      upTo(reader, "message");
    }
    new ErrorScenario(bridge, rails, markers, headers, gathered)
        .provoke(stream.events().get(0).json());
    logins.tryAll(bridge);
    gather("while all is well");

    endRemotely(stream);
    surviveRails();
    loseRedis(key);
    gatherTheEnd();

    List<String> leaks = new ArrayList<>();
    gathered.forEach((where, text) -> leaks.addAll(markers.leaksIn(where, text)));
    assertThat(leaks).isEmpty();
    assertThat(markers.size()).isGreaterThan(40);
    assertThat(gathered).hasSizeGreaterThan(40);
  }

  /** Passes secrets in files, as the documentation advises. */
  private String[] settings(String streams, String jwt, String key, String login)
      throws IOException {
    return Stream.of(
            "log.level=debug",
            "health.upstream-grace=1s",
            login,
            "upstream.forward-query=token",
            "upstream.forward-headers=Authorization",
            "streams.broker=redis",
            "streams.redis.url=" + redis.url(),
            "streams.turbo.enabled=true",
            "streams.turbo.digest=sha1",
            file("streams.turbo.secret-key-base", KEY_BASE),
            file("streams.secret", streams),
            file("jwt.secret", jwt),
            file("publish.broadcast-key", key),
            file("publish.api-key", key))
        .toArray(String[]::new);
  }

  private String file(String name, String secret) throws IOException {
    return name + "-file=" + Files.writeString(directory.resolve(name), secret + "\n");
  }

  /** Headers of a browser and of proxies; the bridge trusts none of the forwarding headers here. */
  private String[] headersOf(String cookie) {
    return SameOriginHeaders.of(
        bridge,
        "Cookie",
        "user=" + cookie + "; _session=" + markers.fresh("another cookie"),
        "Authorization",
        "Bearer " + markers.fresh("a bearer token"),
        "Referer",
        bridge.origin() + "/account?reset=" + markers.fresh("a token in the referer"),
        "X-Forwarded-For",
        markers.fresh("a forwarded address"),
        "X-Forwarded-Host",
        markers.fresh("a forwarded host"),
        "X-Real-IP",
        markers.fresh("a real address"),
        "X-CSRF-Token",
        markers.fresh("a header of the application"));
  }

  private String payload(String from) {
    return markers.fresh("a payload of " + from);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private SseClient listen() {
    String id = markers.freshId();
    String query = "?token=%s&password=%s&subscribe=%s";
    String path = query.formatted(token, markers.fresh("a password"), encoded(chat));
    SseClient client = new SseClient(bridge, id + path, headers).connect();
    markers.keep("a session_id", client.await("joined").json().path("session_id").asText());
    client.await("connected");
    CommandClient commands = new CommandClient(bridge, id, headers);
    String spoken = payload("a POST");
    commands.send(chat, "{\"action\":\"speak\",\"text\":\"" + spoken + "\"}");
    client.await(Duration.ofSeconds(10), "received", e -> e.toString().contains(spoken));
    String broadcast = payload("Rails");
    rails.broadcast(room, "{\"text\":\"" + broadcast + "\"}");
    client.await(Duration.ofSeconds(10), "received", e -> e.toString().contains(broadcast));
    return client;
  }

  private void pollAndLeaveMessagesQueued() {
    String id = markers.freshId();
    JsonNode reply = new CommandClient(bridge, id + "?poll-queue=3", headers).subscribe(chat);
    markers.keep("a session_id", reply.path("session_id").asText());
    PollClient client = new PollClient(bridge, id, headers);
    client.await("connected");
    rails.broadcast(room, "{\"text\":\"" + payload("Rails, polled") + "\"}");
    client.await("received");
    for (int i = 0; i < 5; i++) {
      rails.broadcast(room, "{\"text\":\"" + payload("Rails, dropped or waiting") + "\"}");
    }
    JsonNode minted = Json.parse(bridge.calls(headers).post("/", "").body());
    markers.keep("an events id", minted.path("id").asText());
    markers.keep("a session_id", minted.path("session_id").asText());
  }

  /**
   * Subscribers by a signed name, by a name signed by Turbo, and by a session, each with a token.
   */
  private List<SseStream> readStreams(String jwtSecret) throws IOException {
    String signed =
        Json.parse(rails.calls().get("/order_stream?customer=5").body()).path("stream").asText();
    String turbo = rails.calls().get("/turbo?stream=orders/5").body();
    markers.keep("a signed name", signed);
    markers.keep("a name signed by Turbo", turbo);
    String claim = markers.fresh("a claim of a token");
    String jwt =
        markers.keep("a JWT", TokenSigner.hs256(jwtSecret, "{\\\"user\\\":\\\"" + claim + "\\\"}"));
    String channel = "{\"channel\":\"$pubsub\",\"signed_stream_name\":\"" + signed + "\"}";
    String turboChannel =
        "{\"channel\":\"Turbo::StreamsChannel\",\"signed_stream_name\":\"" + turbo + "\"}";
    String session = markers.freshId();
    SseClient client =
        TESTBED.add(
            new SseClient(
                    bridge,
                    session
                        + "?subscribe="
                        + encoded(channel)
                        + "&subscribe="
                        + encoded(turboChannel),
                    headers)
                .connect());
    Eventually.withinSeconds(10).until(() -> client.events("connected").size() == 2);
    return List.of(
        read("signed_stream=" + encoded(signed), "X-JID", jwt),
        read("turbo_signed_stream_name=" + encoded(turbo) + "&jid=" + encoded(jwt)),
        read("channel=ChatChannel&signed_stream=" + encoded(signed) + "&token=" + token));
  }

  private SseStream read(String query, String... more) throws IOException {
    String[] all = Stream.concat(Stream.of(headers), Stream.of(more)).toArray(String[]::new);
    SseStream reader = TESTBED.add(SseStream.open(bridge.port(), "/events?" + query, "", all));
    assertThat(reader.response().status()).isEqualTo(200);
    markers.keep("a reader's id", upTo(reader, "welcome").json().path("sid").asText());
    upTo(reader, "confirm_subscription");
    return reader;
  }

  private static SseEvent upTo(SseStream stream, String name) throws IOException {
    SseEvent event = stream.next();
    while (event != null && !event.name().equals(name)) {
      event = stream.next();
    }
    assertThat(event).as("an event %s", name).isNotNull();
    return event;
  }

  private HttpResponse<String> publish(String key) {
    String text = payload("a publisher");
    HttpResponse<String> answer =
        bridge
            .calls()
            .post(
                "/_broadcast",
                "{\"stream\":\"orders/5\",\"data\":\"{\\\"text\\\":\\\"" + text + "\\\"}\"}",
                "Authorization",
                "Bearer " + key);
    if (answer.statusCode() != 201) {
      gathered.put("the answer to a publisher", answer.body());
    }
    return answer;
  }

  private void endRemotely(SseClient stream) throws IOException {
    rails.disconnect(user);
    stream.await("disconnected");
    Eventually.withinSeconds(10).until(() -> stream.events("connected").size() == 2);
    String id = stream.events("joined").get(0).json().path("id").asText();
    assertThat(bridge.calls(headers).delete("/" + id).statusCode()).isEqualTo(204);
    stream.await("closed");
    gather("after Rails has ended the connections");
  }

  /**
   * Kills and restarts Rails under a session; then starts a bridge against a path without a cable.
   */
  private void surviveRails() throws IOException {
    headers = headersOf(markers.fresh("the cookie of another user"));
    SseClient stream = TESTBED.add(listen());
    rails.kill();
    stream.await("disconnected");
    Eventually.withinSeconds(10).until(() -> bridge.calls().statusOf("/health/ready") == 503);
    TESTBED
        .add(new SseClient(bridge, markers.freshId() + "?token=" + token, headers).connect())
        .await("joined");
    gather("while Rails is away");
    rails.restart();
    Eventually.withinSeconds(20).until(() -> stream.events("connected").size() == 2);
    URI elsewhere = URI.create(rails.cable().toString().replace("/cable", "/up"));
    BridgeProcess lost =
        TESTBED.add(
            new BridgeProcess(
                elsewhere, List.of("log.level=debug", "upstream.forward-query=token")));
    new SseClient(lost, markers.freshId() + "?token=" + token, "Cookie", "user=" + user)
        .connect()
        .await("joined");
    gathered.put("the log of a bridge that finds no cable", lost.log());
    lost.close();
  }

  private void loseRedis(String key) throws IOException {
    redis.kill();
    Eventually.withinSeconds(30).until(() -> publish(key).statusCode() == 503);
    gather("while Redis is away");
  }

  private void gather(String when) throws IOException {
    URI console = URI.create(bridge.consoleOrigin());
    Map<String, String> pages = ConsoleCrawl.of(console);
    assertThat(pages.get("/metrics")).contains("cablebridge_sessions");
    assertThat(String.join("", pages.values())).contains("ChatChannel");
    assertThat(pages).as("pages that links lead to").hasSizeGreaterThan(6);
    pages.forEach((path, page) -> gathered.put(path + " of the console " + when, page));
    gathered.put("the list of processes", bridge.commandLines());
  }

  private void gatherTheEnd() {
    bridge.terminate();
    bridge.exitCode(Duration.ofSeconds(20));
    assertThat(bridge.log())
        .contains("session opened", "reason=deleted", "Connection to Redis lost", "stopped");
    gathered.put("the log", bridge.log());
  }
}
