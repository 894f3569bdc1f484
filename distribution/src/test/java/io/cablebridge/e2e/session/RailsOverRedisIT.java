package io.cablebridge.e2e.session;

import io.cablebridge.e2e.client.ClientTransport;
import io.cablebridge.e2e.client.CommandClient;
import io.cablebridge.e2e.client.ListeningClient;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RailsServer;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.RedisServer;
import io.cablebridge.e2e.rig.TestBed;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Rails in its production form: two servers share a Redis, and a broadcast comes from the other
 * server.
 */
@Needs({RealPart.RAILS, RealPart.REDIS})
final class RailsOverRedisIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private static RailsServer other;
  private static BridgeProcess bridge;

  @BeforeAll
  static void start() {
    RedisServer redis = TESTBED.redis();
    other = TESTBED.rails("ADAPTER", "redis", "REDIS_URL", redis.url());
    bridge = TESTBED.bridge(TESTBED.rails("ADAPTER", "redis", "REDIS_URL", redis.url()));
  }

  @ParameterizedTest
  @EnumSource
  void aBroadcastOfAnotherServerArrives(ClientTransport transport) {
    String id = TestBed.freshId();
    ListeningClient client = TESTBED.add(transport.listen(bridge, id));
    new CommandClient(bridge, id)
        .subscribe("{\"channel\":\"ChatChannel\",\"room\":\"" + id + "\"}");
    client.awaitEvent("connected");
    other.broadcast(id, "\"from the other server\"");

    client.awaitEvent(
        "received", event -> event.path("message").asText().equals("from the other server"));
  }
}
