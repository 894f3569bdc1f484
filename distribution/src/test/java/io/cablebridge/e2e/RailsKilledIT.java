package io.cablebridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rails dies without a word under two hundred sessions and comes back ten seconds later. */
@Needs(RealPart.RAILS)
final class RailsKilledIT {

  @RegisterExtension static final Stage STAGE = new Stage();

  private static final int SESSIONS = 200;
  private static final String COUNT = "{\"channel\":\"CountChannel\",\"room\":\"all\"}";

  @Test
  void everySessionIsToldAndNoResponseEnds() {
    RailsServer rails = STAGE.rails();
    BridgeProcess bridge = STAGE.bridge(rails);
    List<Listening> clients = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      String id = Stage.freshId();
      clients.add(STAGE.add(Transport.values()[i % 2].listen(bridge, id)));
      new Commands(bridge, id).subscribe(COUNT);
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

  private static List<String> troubles(List<Listening> clients) {
    return clients.stream().map(Listening::trouble).filter(trouble -> !trouble.isEmpty()).toList();
  }

  private static void awaitAll(int seconds, List<Listening> clients, Predicate<Listening> wanted) {
    Eventually.withinSeconds(seconds)
        .untilAsserted(
            () -> {
              assertThat(troubles(clients)).isEmpty();
              assertThat(clients.stream().filter(wanted).count()).isEqualTo(clients.size());
            });
  }
}
