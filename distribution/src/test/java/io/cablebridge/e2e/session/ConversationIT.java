package io.cablebridge.e2e.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.e2e.client.ClientTransport;
import io.cablebridge.e2e.client.CommandClient;
import io.cablebridge.e2e.client.ListeningClient;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.e2e.rig.Json;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RailsServer;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.TestBed;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client's conversation with a Rails channel, over both transports. */
@Needs(RealPart.RAILS)
final class ConversationIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private static RailsServer rails;
  private static BridgeProcess bridge;

  private final String id = TestBed.freshId();
  private final String room = TestBed.freshId();
  private final String chat = "{\"channel\":\"ChatChannel\",\"room\":\"" + room + "\"}";

  @BeforeAll
  static void start() {
    rails = TESTBED.rails();
    bridge = TESTBED.bridge(rails, "upstream.subscribe-timeout=1s");
  }

  private ListeningClient listen(ClientTransport transport) {
    return TESTBED.add(transport.listen(bridge, id, "Cookie", "user=alice"));
  }

  private CommandClient commands() {
    return new CommandClient(bridge, id, "Cookie", "user=alice");
  }

  @ParameterizedTest
  @EnumSource
  void aSubscriptionIsConfirmedAndReceives(ClientTransport transport) {
    ListeningClient client = listen(transport);
    JsonNode accepted = commands().subscribe(chat);
    JsonNode connected = client.awaitEvent("connected");
    rails.broadcast(room, "{\"n\":1,\"nested\":[1,null]}");
    JsonNode received = client.awaitEvent("received");

    assertThat(accepted.path("error").isNull()).isTrue();
    assertThat(connected.path("chan_id")).isEqualTo(accepted.path("chan_id"));
    assertThat(connected.path("identifier")).isEqualTo(Json.parse(chat));
    assertThat(connected.path("message").isNull()).isTrue();
    assertThat(received.path("chan_id")).isEqualTo(accepted.path("chan_id"));
    assertThat(received.path("identifier")).isEqualTo(Json.parse(chat));
    assertThat(received.path("message")).isEqualTo(Json.parse("{\"n\":1,\"nested\":[1,null]}"));
    assertThat(received.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+(Z|[+-].*)");
    assertThat(received.path("msg_id").asLong()).isGreaterThan(connected.path("msg_id").asLong());
  }

  @ParameterizedTest
  @EnumSource
  void aBroadcastReachesAllAndAnEchoOnlyItsSender(ClientTransport transport) {
    ListeningClient client = listen(transport);
    String otherId = TestBed.freshId();
    ListeningClient other =
        TESTBED.add(ClientTransport.SSE.listen(bridge, otherId, "Cookie", "user=bob"));
    commands().subscribe(chat);
    new CommandClient(bridge, otherId, "Cookie", "user=bob").subscribe(chat);
    client.awaitEvent("connected");
    other.awaitEvent("connected");

    commands().send(chat, "{\"action\":\"echo\",\"only\":\"me\"}");
    client.awaitEvent("received", event -> event.at("/message/echo/only").asText().equals("me"));
    commands().send(chat, "{\"action\":\"speak\",\"text\":\"hello\"}");
    client.awaitEvent("received", event -> event.at("/message/text").asText().equals("hello"));
    JsonNode first = other.awaitEvent("received");

    assertThat(first.path("message"))
        .isEqualTo(Json.parse("{\"from\":\"alice\",\"text\":\"hello\"}"));
  }

  @ParameterizedTest
  @EnumSource
  void aSendWithoutAnActionIsReceived(ClientTransport transport) {
    ListeningClient client = listen(transport);
    commands().subscribe(chat);
    commands().send(chat, "{\"plain\":true}");

    client.awaitEvent("received", event -> event.at("/message/received/plain").asBoolean());
  }

  @ParameterizedTest
  @EnumSource
  void aSendRightBehindItsSubscribeIsNotLost(ClientTransport transport) {
    ListeningClient client = listen(transport);
    String body =
        "[{\"identifier\":%s,\"subscribe\":true},{\"identifier\":%s,\"send\":{\"action\":\"echo\",\"n\":7}}]";
    commands().post(body.formatted(chat, chat));

    client.awaitEvent("received", event -> event.at("/message/echo/n").asInt() == 7);
  }

  @ParameterizedTest
  @EnumSource
  void aGreetingComesBeforeTheConfirmation(ClientTransport transport) {
    ListeningClient client = listen(transport);
    commands().subscribe("{\"channel\":\"ChatChannel\",\"room\":\"" + room + "\",\"greet\":true}");
    JsonNode connected = client.awaitEvent("connected");
    JsonNode greeting = client.awaitEvent("received");

    assertThat(greeting.at("/message/hello").asText()).isEqualTo("alice");
    assertThat(greeting.path("msg_id").asLong()).isLessThan(connected.path("msg_id").asLong());
  }

  @ParameterizedTest
  @EnumSource
  void aRejectionIsReported(ClientTransport transport) {
    ListeningClient client = listen(transport);
    JsonNode accepted = commands().subscribe("{\"channel\":\"RejectingChannel\"}");

    assertThat(client.awaitEvent("rejected").path("chan_id")).isEqualTo(accepted.path("chan_id"));
  }

  @ParameterizedTest
  @EnumSource
  void aChannelThatRaisesIsRejectedWithoutAnAnswer(ClientTransport transport) {
    ListeningClient client = listen(transport);
    commands().subscribe("{\"channel\":\"RaisingChannel\"}");

    assertThat(client.awaitEvent("rejected").path("reason").asText()).isEqualTo("no_answer");
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsReceivedAfterAnUnsubscribe(ClientTransport transport) {
    ListeningClient client = listen(transport);
    String witnessId = TestBed.freshId();
    ListeningClient witness = TESTBED.add(ClientTransport.SSE.listen(bridge, witnessId));
    commands().subscribe(chat);
    client.awaitEvent("connected");
    CommandClient others = new CommandClient(bridge, witnessId);
    others.subscribe(chat);
    witness.awaitEvent("connected");
    assertThat(commands().unsubscribe(chat).path("error").isNull()).isTrue();
    assertThat(commands().send(chat, "{\"action\":\"echo\"}").path("error").asText())
        .isEqualTo("not_subscribed");
    rails.broadcast(room, "\"unheard\"");
    witness.awaitEvent("received", event -> event.path("message").asText().equals("unheard"));
    Eventually.during(Duration.ofMillis(300)).until(() -> client.received("received").isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void theCookieIdentifiesTheUserOnRails(ClientTransport transport) {
    ListeningClient client = listen(transport);
    commands().subscribe("{\"channel\":\"WhoamiChannel\"}");

    assertThat(client.awaitEvent("received").at("/message/user").asText()).isEqualTo("alice");
  }
}
