package io.cablebridge.e2e.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.e2e.client.SseStream;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Eventually;
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
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * AnyCable's scenario for its SSE endpoint: token, welcome, confirmation, publications, history by
 * last id and by time, and raw mode. Runs with a stream of the bridge and with a channel of a real
 * Rails.
 */
@Needs({RealPart.RAILS, RealPart.REDIS})
@Timeout(60)
final class EventsIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  /** AnyCable's example token: secret {@code qwerty}, {@code ext} {@code {}}, valid until 2100. */
  private static final String TOKEN =
      "eyJhbGciOiJIUzI1NiJ9.eyJleHQiOiJ7fSIsImV4cCI6NDEwMjQ0NDgwMH0"
          + ".LFyUb9N5hWodGijWsfSpZBMLhm9sAdJgws9cTHWz39c";

  private static final String KEY = "a key of these tests";

  private static RedisProbe probe;
  private static long redisStarted;
  private static RailsServer rails;
  private static BridgeProcess bridge;

  private final String name = TestBed.freshId();

  @BeforeAll
  static void start() {
    RedisServer redis = TESTBED.redis();
    probe = TESTBED.add(new RedisProbe(redis));
    redisStarted = Long.parseLong(probe.commands().time().get(0));
    rails = TESTBED.rails("ADAPTER", "redis", "REDIS_URL", redis.url());
    bridge =
        TESTBED.bridge(
            rails,
            "streams.broker=redis",
            "streams.redis.url=" + redis.url(),
            "streams.public=true",
            "jwt.secret=qwerty",
            "jwt.required=true",
            "publish.api-key=" + KEY);
  }

  private static String pubsub(String stream) {
    return "{\"channel\":\"$pubsub\",\"stream_name\":\"" + stream + "\"}";
  }

  private static String path(String identifier) {
    return "/events?identifier=" + URLEncoder.encode(identifier, StandardCharsets.UTF_8);
  }

  private static SseStream open(String path, String lastEventId, String... headers)
      throws IOException {
    SseStream stream = TESTBED.add(SseStream.open(bridge.port(), path, lastEventId, headers));
    assertThat(stream.response().status()).isEqualTo(200);
    return stream;
  }

  private static SseStream read(String path, String lastEventId) throws IOException {
    return open(path + "&jid=" + TOKEN, lastEventId);
  }

  private static SseEvent next(SseStream stream, String name) throws IOException {
    SseEvent event = stream.next();
    while (event != null && event.name().equals("ping")) {
      event = stream.next();
    }
    assertThat(event).isNotNull();
    assertThat(event.name()).isEqualTo(name);
    return event;
  }

  private static void publish(String stream, String message) {
    String body = "{\"stream\":" + Json.quote(stream) + ",\"data\":" + Json.quote(message) + "}";
    HttpResponse<String> answer =
        bridge.calls().post("/api/publish", body, "Authorization", "Bearer " + KEY);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private static void welcome(SseStream reader, String identifier) throws IOException {
    JsonNode welcome = next(reader, "welcome").json();
    assertThat(welcome.path("type").asText()).isEqualTo("welcome");
    JsonNode confirmed = next(reader, "confirm_subscription").json();
    assertThat(confirmed.path("type").asText()).isEqualTo("confirm_subscription");
    assertThat(confirmed.path("identifier").asText()).isEqualTo(identifier);
  }

  /**
   * Waits until Redis has run for some seconds: the bridge must reject history from before Redis'
   * start.
   */
  private static long afterTheFirstSecondsOfRedis() {
    return Eventually.withinSeconds(5)
        .until(() -> Long.parseLong(probe.commands().time().get(0)), now -> now > redisStarted + 1);
  }

  @Test
  void aSubscriberWithATokenIsWelcomedAndReceivesPublications() throws IOException {
    SseStream reader = read(path(pubsub(name)), "");
    welcome(reader, pubsub(name));
    publish(name, "{\"text\":\"hi\",\"n\":9007199254740993}");

    assertThat(next(reader, "message").data())
        .isEqualTo("{\"text\":\"hi\",\"n\":9007199254740993}");
  }

  @Test
  void aSubscriberThatResumesReceivesTheMissedMessages() throws IOException {
    SseStream leaving = read(path(pubsub(name)), "");
    welcome(leaving, pubsub(name));
    publish(name, "\"before\"");
    assertThat(next(leaving, "message").data()).isEqualTo("before");
    leaving.close();
    publish(name, "\"missed\"");

    SseStream back = read(path(pubsub(name)), leaving.lastEventId());
    welcome(back, pubsub(name));
    assertThat(next(back, "message").data()).isEqualTo("missed");
    next(back, "confirm_history");
    publish(name, "\"live\"");
    assertThat(next(back, "message").data()).isEqualTo("live");
  }

  @Test
  void aSubscriberReceivesTheHistorySinceATime() throws IOException {
    long since = afterTheFirstSecondsOfRedis();
    publish(name, "\"one\"");
    publish(name, "\"two\"");

    SseStream late = read(path(pubsub(name)) + "&history_since=" + since, "");
    welcome(late, pubsub(name));
    assertThat(next(late, "message").data()).isEqualTo("one");
    assertThat(next(late, "message").data()).isEqualTo("two");
    next(late, "confirm_history");
  }

  @Test
  void anEvictedHistoryIsReported() throws IOException {
    SseStream reader = read(path(pubsub(name)), "7/gone/" + name);
    welcome(reader, pubsub(name));
    next(reader, "reject_history");
  }

  @Test
  void aRawSubscriberReceivesOnlyMessages() throws IOException {
    SseStream reader = open(path(pubsub(name)) + "&raw=1", "", "X-JID", TOKEN);
    SseStream typed = read(path(pubsub(name)), "");
    welcome(typed, pubsub(name));
    publish(name, "{\"text\":\"hi\"}");

    SseEvent event = reader.next();
    assertThat(event).isNotNull();
    assertThat(event.name()).isEqualTo("message");
    assertThat(event.data()).isEqualTo("{\"text\":\"hi\"}");
  }

  @Test
  void aChannelOfRailsIsReadAsTheUserOfTheCookie() throws IOException {
    String identifier = "{\"channel\":\"ChatChannel\",\"room\":\"" + name + "\"}";
    SseStream reader =
        open(
            path(identifier) + "&jid=" + TOKEN,
            "",
            "Cookie",
            "user=alice",
            "Origin",
            bridge.origin());
    welcome(reader, identifier);
    rails.broadcast(name, "{\"text\":\"hi\"}");

    assertThat(next(reader, "message").data()).isEqualTo("{\"text\":\"hi\"}");
  }

  @Test
  void aRequestWithoutATokenIsRefused() {
    HttpResponse<String> answer = bridge.calls().get(path(pubsub(name)));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(Json.parse(answer.body()).path("error").asText()).isEqualTo("unauthorized");
  }
}
