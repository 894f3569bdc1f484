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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rails dies without a word under two hundred sessions and comes back ten seconds later. */
@Needs(RealPart.RAILS)
final class RailsKilledIT {

  @RegisterExtension static final TestBed STAGE = new TestBed();

  private static final int SESSIONS = 200;
  private static final String COUNT = "{\"channel\":\"CountChannel\",\"room\":\"all\"}";

  @Test
  void everySessionIsToldAndNoResponseEnds() {
    RailsServer rails = STAGE.rails();
    BridgeProcess bridge = STAGE.bridge(rails);
    List<ListeningClient> clients = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      String id = TestBed.freshId();
      clients.add(STAGE.add(ClientTransport.values()[i % 2].listen(bridge, id)));
      new CommandClient(bridge, id).subscribe(COUNT);
    }
    awaitAll(20, clients, client -> client.heard("connected").size() == 1);

    rails.kill();
    awaitAll(10, clients, client -> client.heard("disconnected").size() == 1);
    Eventually.during(Duration.ofSeconds(10)).until(() -> troubles(clients).isEmpty());
    rails.startAgain();

    awaitAll(10, clients, client -> client.heard("connected").size() == 2);
    rails.count("all", 1, 1, 0);
    awaitAll(10, clients, client -> client.heard("received").size() == 1);
    assertThat(troubles(clients)).isEmpty();
    assertThat(clients).allMatch(client -> client.heard("disconnected").size() == 1);
  }

  private static List<String> troubles(List<ListeningClient> clients) {
    return clients.stream()
        .map(ListeningClient::trouble)
        .filter(trouble -> !trouble.isEmpty())
        .toList();
  }

  private static void awaitAll(
      int seconds, List<ListeningClient> clients, Predicate<ListeningClient> wanted) {
    Eventually.withinSeconds(seconds)
        .untilAsserted(
            () -> {
              assertThat(troubles(clients)).isEmpty();
              assertThat(clients.stream().filter(wanted).count()).isEqualTo(clients.size());
            });
  }
}
