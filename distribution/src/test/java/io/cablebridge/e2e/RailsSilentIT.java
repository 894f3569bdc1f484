package io.cablebridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rails accepts, and says nothing: it hangs as a whole, or one user's {@code connect} does. */
@Needs(RealPart.RAILS)
final class RailsSilentIT {

  @RegisterExtension static final Stage STAGE = new Stage();

  private static RailsServer rails;
  private static BridgeProcess bridge;

  private final String id = Stage.freshId();
  private final String chat = "{\"channel\":\"ChatChannel\",\"room\":\"" + id + "\"}";

  @BeforeAll
  static void start() {
    rails = STAGE.rails();
    bridge = STAGE.bridge(rails);
  }

  @ParameterizedTest
  @EnumSource
  void silenceIsNoticedWithinTenSeconds(Transport transport) {
    Listening client = STAGE.add(transport.listen(bridge, id));
    new Commands(bridge, id).subscribe(chat);
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
    CompletableFuture<Listening> hung =
        CompletableFuture.supplyAsync(
            () -> Transport.SSE.listen(bridge, Stage.freshId(), "Cookie", "connect=never"));
    Listening other = STAGE.add(Transport.SSE.listen(bridge, id));
    new Commands(bridge, id).subscribe(chat);
    other.hear("connected");
    assertThat(hung).isNotDone();

    Listening stays = STAGE.add(hung.join());
    assertThat(stays.trouble()).isEmpty();
    assertThat(stays.hear("joined").path("upstream").asText()).isNotEqualTo("open");
  }

  @ParameterizedTest
  @EnumSource
  void aSessionThatIsOpenedWhileRailsIsAwayStaysAndConnectsLater(Transport transport) {
    RailsServer away = STAGE.rails();
    BridgeProcess before = STAGE.bridge(away, "upstream.connect-timeout=1s");
    away.kill();
    Listening client = STAGE.add(transport.listen(before, id));
    new Commands(before, id).subscribe(chat);
    Eventually.during(Duration.ofMillis(500)).until(() -> client.trouble().isEmpty());
    away.startAgain();

    Eventually.withinSeconds(15).until(() -> client.heard("connected").size() == 1);
    assertThat(client.trouble()).isEmpty();
  }
}
