package io.cablebridge.e2e.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.e2e.client.ClientTransport;
import io.cablebridge.e2e.client.CommandClient;
import io.cablebridge.e2e.client.ListeningClient;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RailsServer;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.TestBed;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rails accepts, and says nothing: it hangs as a whole, or one user's {@code connect} does. */
@Needs(RealPart.RAILS)
final class RailsUnresponsiveIT {

  @RegisterExtension static final TestBed STAGE = new TestBed();

  private static RailsServer rails;
  private static BridgeProcess bridge;

  private final String id = TestBed.freshId();
  private final String chat = "{\"channel\":\"ChatChannel\",\"room\":\"" + id + "\"}";

  @BeforeAll
  static void start() {
    rails = STAGE.rails();
    bridge = STAGE.bridge(rails);
  }

  @ParameterizedTest
  @EnumSource
  void silenceIsNoticedWithinTenSeconds(ClientTransport transport) {
    ListeningClient client = STAGE.add(transport.listen(bridge, id));
    new CommandClient(bridge, id).subscribe(chat);
    client.hear("connected");
    try {
      rails.fallSilent();
      Eventually.withinSeconds(10).until(() -> !client.heard("disconnected").isEmpty());
    } finally {
      rails.speakAgain();
    }
    Eventually.withinSeconds(15).until(() -> client.heard("connected").size() == 2);
    rails.broadcast(id, "1");
    client.hear("received");
    assertThat(client.trouble()).isEmpty();
  }

  @Test
  void aSessionThatIsNotWelcomedDelaysNobodyElse() {
    CompletableFuture<ListeningClient> hung =
        CompletableFuture.supplyAsync(
            () -> ClientTransport.SSE.listen(bridge, TestBed.freshId(), "Cookie", "connect=never"));
    ListeningClient other = STAGE.add(ClientTransport.SSE.listen(bridge, id));
    new CommandClient(bridge, id).subscribe(chat);
    other.hear("connected");
    assertThat(hung).isNotDone();

    ListeningClient stays = STAGE.add(hung.join());
    assertThat(stays.trouble()).isEmpty();
    assertThat(stays.hear("joined").path("upstream").asText()).isNotEqualTo("open");
  }

  @ParameterizedTest
  @EnumSource
  void aSessionThatIsOpenedWhileRailsIsAwayStaysAndConnectsLater(ClientTransport transport) {
    RailsServer away = STAGE.rails();
    BridgeProcess before = STAGE.bridge(away, "upstream.connect-timeout=1s");
    away.kill();
    ListeningClient client = STAGE.add(transport.listen(before, id));
    new CommandClient(before, id).subscribe(chat);
    Eventually.during(Duration.ofMillis(500)).until(() -> client.trouble().isEmpty());
    away.startAgain();

    Eventually.withinSeconds(15).until(() -> client.heard("connected").size() == 1);
    assertThat(client.trouble()).isEmpty();
  }
}
