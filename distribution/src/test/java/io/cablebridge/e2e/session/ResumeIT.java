package io.cablebridge.e2e.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.e2e.client.CommandClient;
import io.cablebridge.e2e.client.ListeningClient;
import io.cablebridge.e2e.client.PollClient;
import io.cablebridge.e2e.client.PollReply;
import io.cablebridge.e2e.client.SseClient;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RailsServer;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.TestBed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A client resumes its session, after it has lost its connection or before the bridge has noticed.
 */
@Needs(RealPart.RAILS)
final class ResumeIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private static RailsServer rails;
  private static BridgeProcess bridge;

  private final String id = TestBed.freshId();
  private final String count = "{\"channel\":\"CountChannel\",\"room\":\"" + id + "\"}";

  @BeforeAll
  static void start() {
    rails = TESTBED.rails();
    bridge = TESTBED.bridge(rails);
  }

  private SseClient subscribed() {
    SseClient client = TESTBED.add(new SseClient(bridge, id).connect());
    client.await("joined");
    new CommandClient(bridge, id).subscribe(count);
    client.await("connected");
    return client;
  }

  private static List<Integer> numbers(ListeningClient client) {
    return client.received("received").stream()
        .map(event -> event.at("/message/n").asInt())
        .toList();
  }

  @Test
  void missedMessagesArriveAfterAReconnection() {
    SseClient client = subscribed();
    rails.count(id, 1, 2, 0);
    Eventually.withinSeconds(5).until(() -> numbers(client).size() == 2);
    client.cut();
    Eventually.withinSeconds(5).until(() -> !client.isOpen());
    rails.count(id, 3, 5, 0);
    client.connect();

    Eventually.withinSeconds(5).until(() -> numbers(client).equals(List.of(1, 2, 3, 4, 5)));
    JsonNode joined = client.received("joined").get(1);
    assertThat(joined.path("resumed").asBoolean()).isTrue();
    assertThat(client.received("connected")).hasSize(1);
  }

  @Test
  void aNewResponseOfTheSameClientReplacesTheOlder() {
    SseClient older = subscribed();
    String position = older.stream().lastEventId();
    SseClient newer = TESTBED.add(new SseClient(bridge, id, "Last-Event-ID", position).connect());
    newer.await("joined");

    Eventually.withinSeconds(5).until(() -> !older.isOpen());
    rails.count(id, 1, 1, 0);
    newer.await("received");
    assertThat(older.events("received")).isEmpty();
  }

  @Test
  void aPositionMayBeGivenInTheQuery() {
    SseClient client = subscribed();
    String position = client.stream().lastEventId();
    rails.count(id, 1, 3, 0);
    Eventually.withinSeconds(5).until(() -> numbers(client).size() == 3);
    client.cut();
    SseClient again =
        TESTBED.add(new SseClient(bridge, id + "?after=" + position.replace("/", "%2F")).connect());

    Eventually.withinSeconds(5).until(() -> numbers(again).equals(List.of(1, 2, 3)));
  }

  @Test
  void everyIdLineIsThePositionOfItsMessage() {
    SseClient client = subscribed();
    rails.count(id, 1, 3, 0);
    Eventually.withinSeconds(5).until(() -> numbers(client).size() == 3);

    assertThat(client.events("received"))
        .allSatisfy(
            event ->
                assertThat(event.id())
                    .isEqualTo(
                        event.json().path("msg_id").asText()
                            + "/"
                            + event.json().path("session_id").asText()));
  }

  @Test
  void aSecondPollReplacesTheFirst() {
    PollClient first = new PollClient(bridge, id);
    first.poll(0.1);
    CompletableFuture<PollReply> held = CompletableFuture.supplyAsync(() -> first.poll(30));
    PollClient second = new PollClient(bridge, id);
    PollReply reply =
        Eventually.found(
            Duration.ofSeconds(10),
            () -> {
              second.poll(0.2);
              return held.getNow(null);
            },
            () -> "the first poll is still held");

    assertThat(reply.messages()).isEmpty();
    assertThat(reply.json().path("superseded").asBoolean()).isTrue();
  }
}
