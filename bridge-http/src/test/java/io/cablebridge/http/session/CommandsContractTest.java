package io.cablebridge.http.session;

import static io.cablebridge.http.rig.Client.send;
import static io.cablebridge.http.rig.Client.subscribe;
import static io.cablebridge.http.rig.Client.unsubscribe;
import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.EventStream;
import io.cablebridge.http.rig.RawConnection;
import io.cablebridge.http.rig.RunningBridge;
import io.cablebridge.session.delivery.UpstreamState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Section 2.3 of the session API: what a POST does and what it answers. */
class CommandsContractTest {
  private static final Duration A_WHILE = Duration.ofMillis(300);

  private final String id = RunningBridge.newId();
  private final RunningBridge bridge =
      RunningBridge.start(
          plan -> {
            plan.maxSubscriptions = 5;
            plan.reorderWindow = Duration.ofMillis(700);
          });
  private final Client client = bridge.client();

  @AfterEach
  void stop() {
    bridge.close();
  }

  private Answer subscribed() {
    Answer answer = client.opened(id, ROOM);
    bridge.awaitSubscribers(1);
    return answer;
  }

  private static String chanId(Answer answer) {
    return answer.json().get(0).get("chan_id").asText();
  }

  private static String error(Answer answer) {
    return answer.json().get(0).get("error").asText();
  }

  /** The commands that have reached Rails, by name. */
  private List<String> performed() {
    return bridge.rails.commands().stream()
        .map(command -> Answer.parse(command).get("command").asText())
        .toList();
  }

  /** The data of the messages that have reached Rails. */
  private List<String> sent() {
    return bridge.rails.commands().stream()
        .map(Answer::parse)
        .filter(command -> command.get("command").asText().equals("message"))
        .map(command -> command.get("data").asText())
        .toList();
  }

  @Test
  void answersEachRequestInOrder() {
    subscribed();
    Answer answer =
        client.post(
            "/" + id,
            "[{\"identifier\":{\"channel\":\"A\"},\"subscribe\":true},"
                + "{\"identifier\":{\"channel\":\"B\"},\"send\":{}},"
                + ("{\"identifier\":" + ROOM + ",\"send\":{\"action\":\"x\"}}]"));
    JsonNode json = answer.expect(200).json();
    assertThat(json).hasSize(3);
    assertThat(json)
        .allSatisfy(
            reply -> {
              assertThat(reply.fieldNames())
                  .toIterable()
                  .containsExactly("chan_id", "session_id", "error");
              assertThat(reply.get("session_id").asText()).isEqualTo(answer.header("X-Session-Id"));
            });
    assertThat(json.get(0).get("error").isNull()).isTrue();
    assertThat(json.get(1).get("error").asText()).isEqualTo("not_subscribed");
    assertThat(json.get(1).get("chan_id").isNull()).isTrue();
    assertThat(json.get(2).get("error").isNull()).isTrue();
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void takesOneBareObject() {
    subscribed();
    Answer answer =
        client.post("/" + id, "{\"identifier\":{\"channel\":\"A\"},\"subscribe\":true}");
    assertThat(answer.expect(200).json()).hasSize(1);
    await().until(() -> bridge.rails.subscribers("{\"channel\":\"A\"}") == 1);
  }

  @Test
  void answers404WithoutAnOpenSession() {
    client.post("/" + id, subscribe(ROOM)).expectError(404, "session_not_found");
    assertThat(bridge.rails.handshakes()).isEmpty();
    assertThat(bridge.sessions.size()).isZero();
  }

  @Test
  void opensASessionWhenThereIsAPollQueue() {
    client.post("/" + id + "?poll-queue=32", subscribe(ROOM)).expect(200);
    assertThat(client.get("/" + id).types()).containsExactly("connected");
  }

  @Test
  void answers404AfterTheEndOfTheSession() {
    subscribed();
    client.delete("/" + id).expect(204);
    client.post("/" + id, subscribe(ROOM)).expectError(404, "session_not_found");
  }

  @Test
  void givesARepeatedSubscribeTheSameChanId() {
    Answer first = subscribed();
    Answer second = client.post("/" + id, subscribe(ROOM)).expect(200);
    assertThat(chanId(second)).isEqualTo(chanId(first));
    assertThat(error(second)).isEqualTo("null");
    assertThat(performed()).containsExactly("subscribe");
  }

  @Test
  void givesTheEventsTheChanIdOfTheReply() {
    String chanId = chanId(subscribed());
    JsonNode connected = client.get("/" + id).messages().get(0);
    assertThat(connected.get("chan_id").asText()).isEqualTo(chanId);
  }

  @Test
  void refusesToSendOrUnsubscribeWhatIsNotSubscribed() {
    subscribed();
    String other = "{\"channel\":\"Other\"}";
    assertThat(error(client.post("/" + id, send(other, "{}")).expect(200)))
        .isEqualTo("not_subscribed");
    assertThat(error(client.post("/" + id, unsubscribe(other)).expect(200)))
        .isEqualTo("not_subscribed");
    client.post("/" + id, unsubscribe(ROOM)).expect(200);
    assertThat(error(client.post("/" + id, unsubscribe(ROOM)))).isEqualTo("not_subscribed");
    await().until(() -> performed().equals(List.of("subscribe", "unsubscribe")));
  }

  @Test
  void performsAllButTheRequestThatIsWrong() {
    client.opened(id, "{\"channel\":\"A\"}");
    String body =
        "[{\"identifier\":{\"channel\":\"B\"},\"subscribe\":true},"
            + "{\"identifier\":{\"channel\":\"C\"}},"
            + "{\"identifier\":\"C\",\"subscribe\":true},"
            + "{\"identifier\":{\"room\":1},\"subscribe\":true},"
            + "{\"identifier\":{\"channel\":\"C\"},\"send\":7},"
            + "{\"identifier\":{\"channel\":\"C\"},\"subscribe\":true,\"unsubscribe\":true},"
            + "{\"identifier\":{\"channel\":\"C\"},\"subscribe\":false},"
            + "{},"
            + "{\"identifier\":{\"channel\":\"D\"},\"subscribe\":true}]";
    JsonNode replies = client.post("/" + id, body).expect(200).json();
    assertThat(replies)
        .extracting(reply -> reply.get("error").asText())
        .containsExactly(
            "null",
            "invalid_request",
            "invalid_identifier",
            "invalid_identifier",
            "invalid_send",
            "invalid_request",
            "invalid_request",
            "invalid_identifier",
            "null");
    await().until(() -> bridge.rails.subscribers("{\"channel\":\"D\"}") == 1);
    assertThat(performed()).hasSize(3);
  }

  @Test
  void refusesMoreSubscriptionsThanASessionMayHave() {
    subscribed();
    String body =
        IntStream.range(0, 6)
            .mapToObj(n -> "{\"identifier\":{\"channel\":\"C" + n + "\"},\"subscribe\":true}")
            .collect(Collectors.joining(",", "[", "]"));
    JsonNode replies = client.post("/" + id, body).expect(200).json();
    assertThat(replies)
        .extracting(reply -> reply.get("error").asText())
        .containsExactly(
            "null", "null", "null", "null", "too_many_subscriptions", "too_many_subscriptions");
  }

  @Test
  void forwardsTheClientsOwnTextOfIdentifierAndSend() {
    String identifier = "{ \"room\":1e2 , \"channel\" : \"Chat\\u0043\" }";
    String data = "{ \"n\" : 9007199254740993,\"action\":\"é\\/\", \"e\":1e400 }";
    client.opened(id, identifier);
    client.post("/" + id, send(identifier, data)).expect(200);
    await().until(() -> sent().size() == 1);
    JsonNode message = Answer.parse(bridge.rails.commands().get(1));
    assertThat(message.get("identifier").asText()).isEqualTo(identifier);
    assertThat(message.get("data").asText()).isEqualTo(data);
  }

  @Test
  void holdsASendBackUntilRailsHasConfirmed() {
    bridge.rails.ignoreSubscribes(1);
    Answer answer =
        client.post(
            "/" + id + "?poll-queue=8",
            subscribe(ROOM).replace("]", ",") + send(ROOM, "{\"action\":\"x\"}").substring(1));
    assertThat(answer.expect(200).json()).hasSize(2);
    await().until(() -> bridge.rails.commands().size() == 1);
    await().during(A_WHILE).until(() -> performed().equals(List.of("subscribe")));
  }

  @Test
  void refusesToSendWhileTheUpstreamIsUnavailable() {
    String chanId = chanId(subscribed());
    bridge.rails.stop();
    await()
        .until(
            () ->
                bridge.sessions.snapshot().sessions().get(0).upstream()
                    == UpstreamState.RECONNECTING);
    Answer answer = client.post("/" + id, send(ROOM, "{}")).expect(200);
    assertThat(error(answer)).isEqualTo("upstream_unavailable");
    assertThat(chanId(answer)).isEqualTo(chanId);
    bridge.rails.restart();
    bridge.awaitSubscribers(1);
    assertThat(sent()).isEmpty();
  }

  @Test
  void sendsARejectionAsAnEvent() {
    bridge.rails.rejectNext();
    assertThat(error(client.opened(id, ROOM))).isEqualTo("null");
    Answer poll = client.get("/" + id);
    assertThat(poll.types()).containsExactly("rejected");
    assertThat(poll.json().get("channels")).isEmpty();
  }

  @Test
  void keepsTheOrderWithinAPost() {
    subscribed();
    String body =
        IntStream.range(0, 100)
            .mapToObj(n -> "{\"identifier\":" + ROOM + ",\"send\":{\"n\":" + n + "}}")
            .collect(Collectors.joining(",", "[", "]"));
    client.post("/" + id, body).expect(200);
    await().until(() -> sent().size() == 100);
    assertThat(sent())
        .containsExactlyElementsOf(
            IntStream.range(0, 100).mapToObj(n -> "{\"n\":" + n + "}").toList());
  }

  @Test
  void keepsTheOrderOfPostsOnOneConnection() {
    subscribed();
    try (RawConnection wire = RawConnection.to(bridge)) {
      StringBuilder pipelined = new StringBuilder();
      for (int n = 0; n < 200; n++) {
        String body = send(ROOM, "{\"n\":" + n + "}");
        pipelined
            .append(RawConnection.request("POST /" + id, "Content-Length: " + body.length()))
            .append(body);
      }
      wire.send(pipelined.toString());
      for (int n = 0; n < 200; n++) {
        wire.answer().expect(200);
      }
    }
    await().until(() -> sent().size() == 200);
    assertThat(sent())
        .containsExactlyElementsOf(
            IntStream.range(0, 200).mapToObj(n -> "{\"n\":" + n + "}").toList());
  }

  @Test
  void putsNumberedPostsIntoTheClientsOrder() {
    subscribed();
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    for (int seq : new int[] {3, 2, 4}) {
      answers.add(client.postLater("/" + id + "?seq=" + seq, send(ROOM, "{\"n\":" + seq + "}")));
    }
    await().during(A_WHILE).until(() -> sent().isEmpty());
    client.post("/" + id + "?seq=1", send(ROOM, "{\"n\":1}")).expect(200);
    answers.forEach(answer -> Client.join(answer).expect(200));
    await().until(() -> sent().size() == 4);
    assertThat(sent()).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}");
  }

  @Test
  void passesOverAGapAfterTheWindow() {
    subscribed();
    client.post("/" + id + "?seq=2", send(ROOM, "{\"n\":2}")).expect(200);
    await().until(() -> sent().equals(List.of("{\"n\":2}")));
  }

  @Test
  void answersARepeatedNumberAgainAndPerformsItOnce() {
    subscribed();
    Answer first = client.post("/" + id + "?seq=1", send(ROOM, "{\"n\":1}")).expect(200);
    Answer again = client.post("/" + id + "?seq=1", send(ROOM, "{\"n\":1}")).expect(200);
    assertThat(again.text()).isEqualTo(first.text());
    client.post("/" + id + "?seq=2", send(ROOM, "{\"n\":2}")).expect(200);
    await().until(() -> sent().size() == 2);
    assertThat(sent()).containsExactly("{\"n\":1}", "{\"n\":2}");
  }

  @Test
  void takesNumbersFromOneOn() {
    subscribed();
    for (String seq : List.of("0", "-1", "x", "1.5", "")) {
      client.post("/" + id + "?seq=" + seq, send(ROOM, "{}")).expectError(400, "bad_request");
    }
    assertThat(sent()).isEmpty();
  }

  @Test
  void takesTheMediaTypesThatBrowsersAndCurlSay() {
    subscribed();
    for (String type :
        List.of(
            "application/json; charset=utf-8",
            "text/plain;charset=UTF-8",
            "application/x-www-form-urlencoded")) {
      client.post("/" + id, subscribe(ROOM), "Content-Type", type).expect(200);
    }
    client
        .post("/" + id, subscribe(ROOM), "Content-Type", "multipart/form-data")
        .expectError(415, "unsupported_media_type");
  }

  @Test
  void reachesTheSessionOfAStream() {
    try (EventStream stream = EventStream.open(bridge, "/" + id)) {
      client.post("/" + id, subscribe(ROOM)).expect(200);
      stream.awaitTypes("joined", "connected");
      client.post("/" + id, send(ROOM, "{\"action\":\"speak\",\"t\":1}")).expect(200);
      stream.awaitReceived(List.of("{\"action\":\"speak\",\"t\":1}"));
    }
  }
}
