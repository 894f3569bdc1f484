package io.cablebridge.e2e.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cablebridge.e2e.client.DirectCable;
import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.e2e.rig.Json;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RailsServer;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.TestBed;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The Rails application of these tests behaves as the other tests assume. No bridge takes part. */
@Needs(RealPart.RAILS)
final class RailsApplicationIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private static final String CHAT = "{\"channel\":\"ChatChannel\",\"room\":\"r\"}";
  private static final String RAW = "{\"channel\":\"RawChannel\",\"room\":\"r\"}";
  private static final String COUNT = "{\"channel\":\"CountChannel\",\"room\":\"r\"}";

  private static RailsServer rails;

  @BeforeAll
  static void start() {
    rails = TESTBED.rails();
  }

  private static DirectCable cable(String user) {
    return TESTBED.add(
        new DirectCable(rails.cable(), "Origin", rails.origin(), "Cookie", "user=" + user));
  }

  @Test
  void welcomesAndConfirms() {
    DirectCable cable = cable("alice").subscribe(CHAT);
    cable.await("confirm_subscription");

    assertThat(cable.frames().get(0)).isEqualTo("{\"type\":\"welcome\"}");
    assertThat(rails.users()).contains("alice");
  }

  @Test
  void theChatAnswersSpeakEchoAndReceive() {
    DirectCable cable = cable("bob").subscribe(CHAT);
    cable.await("confirm_subscription");
    cable.perform(CHAT, "{\"action\":\"echo\",\"a\":1}").perform(CHAT, "{\"b\":2}");
    cable.perform(CHAT, "{\"action\":\"speak\",\"text\":\"hi\"}");

    cable.await("\"message\":{\"echo\":{\"action\":\"echo\",\"a\":1}}");
    cable.await("\"message\":{\"received\":{\"b\":2}}");
    cable.await("\"message\":{\"from\":\"bob\",\"text\":\"hi\"}");
  }

  @Test
  void greetsBeforeItConfirms() {
    String greeting = "{\"channel\":\"ChatChannel\",\"room\":\"g\",\"greet\":true}";
    DirectCable cable = cable("carol").subscribe(greeting);
    cable.await("confirm_subscription");

    assertThat(cable.frames().get(1)).contains("\"message\":{\"hello\":\"carol\",\"room\":\"g\"}");
  }

  @Test
  void forwardsTheExactBytes() {
    DirectCable cable = cable("dave").subscribe(RAW);
    cable.await("confirm_subscription");
    rails.broadcastRaw("r", ByteFidelityIT.ODD_JSON);

    cable.await("\"message\":" + ByteFidelityIT.ODD_JSON + "}");
  }

  @Test
  void countsInOrder() {
    DirectCable cable = cable("erin").subscribe(COUNT);
    cable.await("confirm_subscription");
    rails.count("r", 1, 2000, 10);
    cable.await("\"n\":2000,");

    List<Integer> numbers =
        cable.frames().stream()
            .skip(2)
            .map(frame -> Json.parse(frame).path("message").path("n").asInt())
            .toList();
    assertThat(numbers).isEqualTo(IntStream.rangeClosed(1, 2000).boxed().toList());
  }

  @Test
  void rejects() {
    cable("frank").subscribe("{\"channel\":\"RejectingChannel\"}").await("reject_subscription");
  }

  @Test
  void neverAnswersASubscriptionThatRaises() {
    DirectCable cable = cable("grace").subscribe("{\"channel\":\"RaisingChannel\"}");
    cable.await("welcome");

    Eventually.during(Duration.ofMillis(500)).until(() -> cable.frames().size() == 1);
  }

  @Test
  void refusesABannedUser() {
    DirectCable cable = cable("banned");

    cable.await("{\"type\":\"disconnect\",\"reason\":\"unauthorized\",\"reconnect\":false}");
    Eventually.withinSeconds(5).until(cable::isClosed);
  }

  @Test
  void neverWelcomesOnRequest() {
    DirectCable cable =
        TESTBED.add(
            new DirectCable(rails.cable(), "Origin", rails.origin(), "Cookie", "connect=never"));

    Eventually.during(Duration.ofMillis(500)).until(() -> cable.frames().isEmpty());
    assertThat(cable.isClosed()).isFalse();
  }

  @Test
  void refusesAForeignOrigin() {
    assertThatThrownBy(() -> new DirectCable(rails.cable(), "Origin", "http://evil.example"))
        .hasCauseInstanceOf(WebSocketHandshakeException.class);
  }

  @Test
  void disconnectsAUserRemotely() {
    DirectCable cable = cable("heidi");
    cable.await("welcome");
    Eventually.withinSeconds(5).until(() -> rails.users().contains("heidi"));
    rails.disconnect("heidi");

    Eventually.withinSeconds(5).until(cable::isClosed);
  }

  @Test
  void reportsTheHeadersOfTheRequest() {
    DirectCable cable = cable("ivan").subscribe("{\"channel\":\"WhoamiChannel\"}");
    String message = cable.await("remote_ip");

    assertThat(Json.parse(message).at("/message/headers/origin").asText())
        .isEqualTo(rails.origin());
    assertThat(Json.parse(message).at("/message/user").asText()).isEqualTo("ivan");
  }
}
