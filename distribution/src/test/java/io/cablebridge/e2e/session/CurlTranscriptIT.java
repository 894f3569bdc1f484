package io.cablebridge.e2e.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.ChildProcess;
import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.e2e.rig.Json;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RailsServer;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.TestBed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The requests from the README of the older server, made with plain curl: no Origin, no position,
 * and no session opened first.
 */
@Needs({RealPart.RAILS, RealPart.CURL})
final class CurlTranscriptIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private static final String JSON = "Content-Type: application/json";
  private static final String LISTEN = "Accept: text/event-stream";
  private static final String POLL = "Accept: application/json";

  private static RailsServer rails;
  private static BridgeProcess bridge;

  private final String id = TestBed.freshId();
  private final String url = bridge.origin() + "/" + id;
  private final String chat = "{\"channel\": \"ChatChannel\", \"room\": \"" + id + "\"}";

  @BeforeAll
  static void start() {
    rails = TESTBED.rails("CHECK_ORIGIN", "0");
    bridge = TESTBED.bridge(rails);
  }

  private static ChildProcess curl(String... arguments) {
    List<String> command = new ArrayList<>(List.of("curl", "--silent", "--no-buffer"));
    command.addAll(List.of(arguments));
    return TESTBED.add(
        ChildProcess.start("curl", TestBed.freshId(), Path.of("target"), Map.of(), command));
  }

  private static String answer(String... arguments) {
    ChildProcess curl = curl(arguments);
    assertThat(curl.exitCode(Duration.ofSeconds(30))).isZero();
    return curl.log();
  }

  private JsonNode post(String suffix, String body) {
    return Json.parse(answer("-H", JSON, "-d", body, url + suffix));
  }

  @Test
  void anEventStreamReceivesTheChannelsOfThePost() {
    ChildProcess stream = curl("-H", LISTEN, url);
    Eventually.withinSeconds(10).until(() -> stream.log().contains("\"type\":\"joined\""));
    JsonNode replies =
        post(
            "",
            "[ { \"identifier\": %s, \"subscribe\": true }, { \"identifier\": {\"channel\": \"RejectingChannel\", \"user_id\": 123}, \"subscribe\": true } ]"
                .formatted(chat));
    Eventually.withinSeconds(10).until(() -> stream.log().contains("\"type\":\"connected\""));
    Eventually.withinSeconds(10).until(() -> stream.log().contains("\"type\":\"rejected\""));
    post(
        "",
        "[{\"identifier\": " + chat + ", \"send\": {\"action\": \"speak\", \"text\": \"hi\"}}]");
    Eventually.withinSeconds(10).until(() -> stream.log().contains("\"type\":\"received\""));
    post("", "[{\"identifier\": " + chat + ", \"unsubscribe\": true}]");

    assertThat(replies).hasSize(2);
    assertThat(replies.get(0).path("error").isNull()).isTrue();
    assertThat(replies.get(0).path("session_id").asText()).isNotEmpty();
    assertThat(replies.get(0).path("chan_id")).isNotEqualTo(replies.get(1).path("chan_id"));
    assertThat(stream.log())
        .contains(
            "event: message",
            "\"id\":\"" + id + "\"",
            "\"message\":{\"from\":\"guest\",\"text\":\"hi\"}");
  }

  @Test
  void aPostWithAPollQueueOpensTheSessionThatIsThenPolled() {
    JsonNode reply =
        post("?poll-queue=32", "[{\"identifier\": " + chat + ", \"subscribe\": true}]").get(0);
    JsonNode connected = pollFor("connected");
    rails.broadcast(id, "{\"n\":1}");
    JsonNode received = pollFor("received");

    assertThat(connected.path("chan_id")).isEqualTo(reply.path("chan_id"));
    assertThat(received.path("message")).isEqualTo(Json.parse("{\"n\":1}"));
    assertThat(received.path("chan_id")).isEqualTo(reply.path("chan_id"));
    assertThat(received.has("session_id")).isFalse();
  }

  /** Polls without a position, as clients of the older server do: no message is answered twice. */
  private JsonNode pollFor(String type) {
    return Eventually.found(
        Duration.ofSeconds(10),
        () -> {
          JsonNode reply = Json.parse(answer("-H", POLL, url + "?timeout=2&poll-queue=32"));
          assertThat(reply.path("dropped").asInt()).isZero();
          return reply
              .path("messages")
              .valueStream()
              .filter(message -> message.path("type").asText().equals(type))
              .findFirst()
              .orElse(null);
        },
        () -> "no " + type);
  }

  @Test
  void anEmptyPollIsAnsweredAtItsTimeout() {
    JsonNode reply = Json.parse(answer("-H", POLL, url + "?timeout=1"));

    assertThat(reply.path("messages").isArray()).isTrue();
    assertThat(reply.path("messages")).isEmpty();
    assertThat(reply.path("session_id").asText()).isNotEmpty();
    assertThat(reply.path("dropped").asInt()).isZero();
    assertThat(reply.path("queue_length").asInt()).isZero();
  }

  @Test
  void theSessionIsTheSameAtTheNextPoll() {
    String first = Json.parse(answer("-H", POLL, url + "?timeout=1")).path("session_id").asText();
    String second = Json.parse(answer("-H", POLL, url + "?timeout=1")).path("session_id").asText();

    assertThat(second).isEqualTo(first);
  }

  @Test
  void aStreamAndAPollShareTheApi() {
    post("?poll-queue=32", "[{\"identifier\": " + chat + ", \"subscribe\": true}]");
    pollFor("connected");
    ChildProcess stream = curl("-H", LISTEN, url);
    Eventually.withinSeconds(10).until(() -> stream.log().contains("\"type\":\"joined\""));
    rails.broadcast(id, "{\"n\":2}");

    Eventually.withinSeconds(10).until(() -> stream.log().contains("\"message\":{\"n\":2}"));
  }

  @Test
  void aBodyThatCurlCallsAFormIsReadAsJson() {
    String body = "[{\"identifier\": " + chat + ", \"subscribe\": true}]";

    assertThat(Json.parse(answer("-d", body, url + "?poll-queue=32")).get(0).path("error").isNull())
        .isTrue();
  }

  @Test
  void aPreflightIsAnsweredWithNoContent() {
    String status = answer("-X", "OPTIONS", "-o", "/dev/null", "-w", "%{http_code}", url);

    assertThat(status).isEqualTo("204");
  }

  @Test
  void everyAnswerNamesItsSession() {
    String head = answer("-D", "-", "-o", "/dev/null", "-H", POLL, url + "?timeout=1");

    assertThat(head.toLowerCase(Locale.ROOT)).contains("\nx-session-id: ");
  }
}
