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

/** Rails is killed under two hundred sessions and restarted ten seconds later. */
@Needs(RealPart.RAILS)
final class RailsKilledIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private static final int SESSIONS = 200;
  private static final String COUNT = "{\"channel\":\"CountChannel\",\"room\":\"all\"}";

  @Test
  void everySessionReceivesDisconnectedAndNoResponseEnds() {
    RailsServer rails = TESTBED.rails();
    BridgeProcess bridge = TESTBED.bridge(rails);
    List<ListeningClient> clients = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      String id = TestBed.freshId();
      clients.add(TESTBED.add(ClientTransport.values()[i % 2].listen(bridge, id)));
      new CommandClient(bridge, id).subscribe(COUNT);
    }
    awaitAll(20, clients, client -> client.received("connected").size() == 1);

    rails.kill();
    awaitAll(10, clients, client -> client.received("disconnected").size() == 1);
    Eventually.during(Duration.ofSeconds(10)).until(() -> problems(clients).isEmpty());
    rails.restart();

    awaitAll(10, clients, client -> client.received("connected").size() == 2);
    rails.count("all", 1, 1, 0);
    awaitAll(10, clients, client -> client.received("received").size() == 1);
    assertThat(problems(clients)).isEmpty();
    assertThat(clients).allMatch(client -> client.received("disconnected").size() == 1);
  }

  private static List<String> problems(List<ListeningClient> clients) {
    return clients.stream()
        .map(ListeningClient::problem)
        .filter(problem -> !problem.isEmpty())
        .toList();
  }

  private static void awaitAll(
      int seconds, List<ListeningClient> clients, Predicate<ListeningClient> wanted) {
    Eventually.withinSeconds(seconds)
        .untilAsserted(
            () -> {
              assertThat(problems(clients)).isEmpty();
              assertThat(clients.stream().filter(wanted).count()).isEqualTo(clients.size());
            });
  }
}
