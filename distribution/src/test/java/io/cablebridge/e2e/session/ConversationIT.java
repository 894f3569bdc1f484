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

/** What a page says to a channel and hears from it, over both transports. */
@Needs(RealPart.RAILS)
final class ConversationIT {

  @RegisterExtension static final TestBed STAGE = new TestBed();

  private static RailsServer rails;
  private static BridgeProcess bridge;

  private final String id = TestBed.freshId();
  private final String room = TestBed.freshId();
  private final String chat = "{\"channel\":\"ChatChannel\",\"room\":\"" + room + "\"}";

  @BeforeAll
  static void start() {
    rails = STAGE.rails();
    bridge = STAGE.bridge(rails, "upstream.subscribe-timeout=1s");
  }

  private ListeningClient listen(ClientTransport transport) {
    return STAGE.add(transport.listen(bridge, id, "Cookie", "user=alice"));
  }

  private CommandClient commands() {
    return new CommandClient(bridge, id, "Cookie", "user=alice");
  }

  @ParameterizedTest
  @EnumSource
  void aSubscriptionIsConfirmedAndThenHears(ClientTransport transport) {
    ListeningClient client = listen(transport);
    JsonNode accepted = commands().subscribe(chat);
    JsonNode connected = client.hear("connected");
    rails.broadcast(room, "{\"n\":1,\"nested\":[1,null]}");
    JsonNode received = client.hear("received");

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
  void whatIsSpokenReachesEverybodyAndAnEchoOnlyItsSender(ClientTransport transport) {
    ListeningClient client = listen(transport);
    String otherId = TestBed.freshId();
    ListeningClient other =
        STAGE.add(ClientTransport.SSE.listen(bridge, otherId, "Cookie", "user=bob"));
    commands().subscribe(chat);
    new CommandClient(bridge, otherId, "Cookie", "user=bob").subscribe(chat);
    client.hear("connected");
    other.hear("connected");

    commands().send(chat, "{\"action\":\"echo\",\"only\":\"me\"}");
    client.hear("received", event -> event.at("/message/echo/only").asText().equals("me"));
    commands().send(chat, "{\"action\":\"speak\",\"text\":\"hello\"}");
    client.hear("received", event -> event.at("/message/text").asText().equals("hello"));
    JsonNode first = other.hear("received");

    assertThat(first.path("message"))
        .isEqualTo(Json.parse("{\"from\":\"alice\",\"text\":\"hello\"}"));
  }

  @ParameterizedTest
  @EnumSource
  void aSendWithoutAnActionIsReceived(ClientTransport transport) {
    ListeningClient client = listen(transport);
    commands().subscribe(chat);
    commands().send(chat, "{\"plain\":true}");

    client.hear("received", event -> event.at("/message/received/plain").asBoolean());
  }

  @ParameterizedTest
  @EnumSource
  void aSendRightBehindItsSubscribeIsNotLost(ClientTransport transport) {
    ListeningClient client = listen(transport);
    String body =
        "[{\"identifier\":%s,\"subscribe\":true},{\"identifier\":%s,\"send\":{\"action\":\"echo\",\"n\":7}}]";
    commands().post(body.formatted(chat, chat));

    client.hear("received", event -> event.at("/message/echo/n").asInt() == 7);
  }

  @ParameterizedTest
  @EnumSource
  void aGreetingComesBeforeTheConfirmation(ClientTransport transport) {
    ListeningClient client = listen(transport);
    commands().subscribe("{\"channel\":\"ChatChannel\",\"room\":\"" + room + "\",\"greet\":true}");
    JsonNode connected = client.hear("connected");
    JsonNode greeting = client.hear("received");

    assertThat(greeting.at("/message/hello").asText()).isEqualTo("alice");
    assertThat(greeting.path("msg_id").asLong()).isLessThan(connected.path("msg_id").asLong());
  }

  @ParameterizedTest
  @EnumSource
  void aRejectionIsTold(ClientTransport transport) {
    ListeningClient client = listen(transport);
    JsonNode accepted = commands().subscribe("{\"channel\":\"RejectingChannel\"}");

    assertThat(client.hear("rejected").path("chan_id")).isEqualTo(accepted.path("chan_id"));
  }

  @ParameterizedTest
  @EnumSource
  void aChannelThatRaisesIsRejectedForWantOfAnAnswer(ClientTransport transport) {
    ListeningClient client = listen(transport);
    commands().subscribe("{\"channel\":\"RaisingChannel\"}");

    assertThat(client.hear("rejected").path("reason").asText()).isEqualTo("no_answer");
  }

  @ParameterizedTest
  @EnumSource
  void afterAnUnsubscribeNothingIsHeard(ClientTransport transport) {
    ListeningClient client = listen(transport);
    String witnessId = TestBed.freshId();
    ListeningClient witness = STAGE.add(ClientTransport.SSE.listen(bridge, witnessId));
    commands().subscribe(chat);
    client.hear("connected");
    CommandClient others = new CommandClient(bridge, witnessId);
    others.subscribe(chat);
    witness.hear("connected");
    assertThat(commands().unsubscribe(chat).path("error").isNull()).isTrue();
    assertThat(commands().send(chat, "{\"action\":\"echo\"}").path("error").asText())
        .isEqualTo("not_subscribed");
    rails.broadcast(room, "\"unheard\"");
    witness.hear("received", event -> event.path("message").asText().equals("unheard"));
    Eventually.during(Duration.ofMillis(300)).until(() -> client.heard("received").isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void theCookieIdentifiesTheUserOnRails(ClientTransport transport) {
    ListeningClient client = listen(transport);
    commands().subscribe("{\"channel\":\"WhoamiChannel\"}");

    assertThat(client.hear("received").at("/message/user").asText()).isEqualTo("alice");
  }
}
