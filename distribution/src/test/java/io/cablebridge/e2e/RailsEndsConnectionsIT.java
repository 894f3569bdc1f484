package io.cablebridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Rails ends connections, of one user or of all: their sessions are told and come back, and nobody
 * else is concerned.
 */
@Needs(RealPart.RAILS)
final class RailsEndsConnectionsIT {

  @RegisterExtension static final Stage STAGE = new Stage();

  private static RailsServer rails;
  private static BridgeProcess bridge;

  private final String user = Stage.freshId();
  private final String chat = "{\"channel\":\"ChatChannel\",\"room\":\"" + user + "\"}";

  @BeforeAll
  static void start() {
    rails = STAGE.rails();
    bridge = STAGE.bridge(rails);
  }

  private Listening subscribed(Transport transport, String name) {
    String id = Stage.freshId();
    Listening client = STAGE.add(transport.listen(bridge, id, "Cookie", "user=" + name));
    new Commands(bridge, id, "Cookie", "user=" + name).subscribe(chat);
    client.hear("connected");
    Eventually.withinSeconds(5).until(() -> rails.users().contains(name));
    return client;
  }

  @ParameterizedTest
  @EnumSource
  void aRemoteDisconnectConcernsOnlyItsUser(Transport transport) {
    Listening client = subscribed(transport, user);
    Listening other = subscribed(transport, user + "-other");
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
  void aRestartOfTheCableIsSurvivedByAll(Transport transport) {
    Listening client = subscribed(transport, user);
    rails.restartCable();

    client.hear("disconnected");
    Eventually.withinSeconds(10).until(() -> client.heard("connected").size() == 2);
    rails.broadcast(user, "\"after\"");
    client.hear("received");
    assertThat(client.trouble()).isEmpty();
  }
}
