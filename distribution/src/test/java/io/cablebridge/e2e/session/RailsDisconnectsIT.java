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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Rails ends connections, of one user or of all: their sessions are told and come back, and nobody
 * else is concerned.
 */
@Needs(RealPart.RAILS)
final class RailsDisconnectsIT {

  @RegisterExtension static final TestBed STAGE = new TestBed();

  private static RailsServer rails;
  private static BridgeProcess bridge;

  private final String user = TestBed.freshId();
  private final String chat = "{\"channel\":\"ChatChannel\",\"room\":\"" + user + "\"}";

  @BeforeAll
  static void start() {
    rails = STAGE.rails();
    bridge = STAGE.bridge(rails);
  }

  private ListeningClient subscribed(ClientTransport transport, String name) {
    String id = TestBed.freshId();
    ListeningClient client = STAGE.add(transport.listen(bridge, id, "Cookie", "user=" + name));
    new CommandClient(bridge, id, "Cookie", "user=" + name).subscribe(chat);
    client.hear("connected");
    Eventually.withinSeconds(5).until(() -> rails.users().contains(name));
    return client;
  }

  @ParameterizedTest
  @EnumSource
  void aRemoteDisconnectConcernsOnlyItsUser(ClientTransport transport) {
    ListeningClient client = subscribed(transport, user);
    ListeningClient other = subscribed(transport, user + "-other");
    rails.disconnect(user);

    assertThat(client.hear("disconnected").path("will_reconnect").asBoolean()).isTrue();
    Eventually.withinSeconds(10).until(() -> client.heard("connected").size() == 2);
    rails.broadcast(user, "\"after\"");
    client.hear("received");
    other.hear("received");
    assertThat(other.heard("disconnected")).isEmpty();
    assertThat(client.trouble() + other.trouble()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aRestartOfTheCableIsSurvivedByAll(ClientTransport transport) {
    ListeningClient client = subscribed(transport, user);
    rails.restartCable();

    client.hear("disconnected");
    Eventually.withinSeconds(10).until(() -> client.heard("connected").size() == 2);
    rails.broadcast(user, "\"after\"");
    client.hear("received");
    assertThat(client.trouble()).isEmpty();
  }
}
