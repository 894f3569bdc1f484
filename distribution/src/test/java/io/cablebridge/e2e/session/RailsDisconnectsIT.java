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
 * Rails disconnects one user or all users: their sessions receive {@code disconnected} and
 * reconnect; other sessions are not affected.
 */
@Needs(RealPart.RAILS)
final class RailsDisconnectsIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private static RailsServer rails;
  private static BridgeProcess bridge;

  private final String user = TestBed.freshId();
  private final String chat = "{\"channel\":\"ChatChannel\",\"room\":\"" + user + "\"}";

  @BeforeAll
  static void start() {
    rails = TESTBED.rails();
    bridge = TESTBED.bridge(rails);
  }

  private ListeningClient subscribed(ClientTransport transport, String name) {
    String id = TestBed.freshId();
    ListeningClient client = TESTBED.add(transport.listen(bridge, id, "Cookie", "user=" + name));
    new CommandClient(bridge, id, "Cookie", "user=" + name).subscribe(chat);
    client.awaitEvent("connected");
    Eventually.withinSeconds(5).until(() -> rails.users().contains(name));
    return client;
  }

  @ParameterizedTest
  @EnumSource
  void aRemoteDisconnectAffectsOnlyItsUser(ClientTransport transport) {
    ListeningClient client = subscribed(transport, user);
    ListeningClient other = subscribed(transport, user + "-other");
    rails.disconnect(user);

    assertThat(client.awaitEvent("disconnected").path("will_reconnect").asBoolean()).isTrue();
    Eventually.withinSeconds(10).until(() -> client.received("connected").size() == 2);
    rails.broadcast(user, "\"after\"");
    client.awaitEvent("received");
    other.awaitEvent("received");
    assertThat(other.received("disconnected")).isEmpty();
    assertThat(client.problem() + other.problem()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void allSessionsSurviveARestartOfTheCable(ClientTransport transport) {
    ListeningClient client = subscribed(transport, user);
    rails.restartCable();

    client.awaitEvent("disconnected");
    Eventually.withinSeconds(10).until(() -> client.received("connected").size() == 2);
    rails.broadcast(user, "\"after\"");
    client.awaitEvent("received");
    assertThat(client.problem()).isEmpty();
  }
}
