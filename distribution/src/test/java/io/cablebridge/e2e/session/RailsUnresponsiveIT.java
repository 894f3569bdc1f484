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

/**
 * Rails accepts connections but does not answer: the whole server hangs, or one user's {@code
 * connect} does.
 */
@Needs(RealPart.RAILS)
final class RailsUnresponsiveIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private static RailsServer rails;
  private static BridgeProcess bridge;

  private final String id = TestBed.freshId();
  private final String chat = "{\"channel\":\"ChatChannel\",\"room\":\"" + id + "\"}";

  @BeforeAll
  static void start() {
    rails = TESTBED.rails();
    bridge = TESTBED.bridge(rails);
  }

  @ParameterizedTest
  @EnumSource
  void aSilentRailsIsDetectedWithinTenSeconds(ClientTransport transport) {
    ListeningClient client = TESTBED.add(transport.listen(bridge, id));
    new CommandClient(bridge, id).subscribe(chat);
    client.awaitEvent("connected");
    try {
      rails.pause();
      Eventually.withinSeconds(10).until(() -> !client.received("disconnected").isEmpty());
    } finally {
      rails.resume();
    }
    Eventually.withinSeconds(15).until(() -> client.received("connected").size() == 2);
    rails.broadcast(id, "1");
    client.awaitEvent("received");
    assertThat(client.problem()).isEmpty();
  }

  @Test
  void aSessionWithoutAWelcomeDelaysNoOther() {
    CompletableFuture<ListeningClient> hung =
        CompletableFuture.supplyAsync(
            () -> ClientTransport.SSE.listen(bridge, TestBed.freshId(), "Cookie", "connect=never"));
    ListeningClient other = TESTBED.add(ClientTransport.SSE.listen(bridge, id));
    new CommandClient(bridge, id).subscribe(chat);
    other.awaitEvent("connected");
    assertThat(hung).isNotDone();

    ListeningClient stays = TESTBED.add(hung.join());
    assertThat(stays.problem()).isEmpty();
    assertThat(stays.awaitEvent("joined").path("upstream").asText()).isNotEqualTo("open");
  }

  @ParameterizedTest
  @EnumSource
  void aSessionOpenedDuringAnOutageConnectsLater(ClientTransport transport) {
    RailsServer away = TESTBED.rails();
    BridgeProcess before = TESTBED.bridge(away, "upstream.connect-timeout=1s");
    away.kill();
    ListeningClient client = TESTBED.add(transport.listen(before, id));
    new CommandClient(before, id).subscribe(chat);
    Eventually.during(Duration.ofMillis(500)).until(() -> client.problem().isEmpty());
    away.restart();

    Eventually.withinSeconds(15).until(() -> client.received("connected").size() == 1);
    assertThat(client.problem()).isEmpty();
  }
}
