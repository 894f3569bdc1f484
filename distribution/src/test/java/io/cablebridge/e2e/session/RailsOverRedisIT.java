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
 * Rails in production form: two servers that share a Redis, and a broadcast that comes from the
 * other one.
 */
@Needs({RealPart.RAILS, RealPart.REDIS})
final class RailsOverRedisIT {

  @RegisterExtension static final TestBed STAGE = new TestBed();

  private static RailsServer other;
  private static BridgeProcess bridge;

  @BeforeAll
  static void start() {
    RedisServer redis = STAGE.redis();
    other = STAGE.rails("ADAPTER", "redis", "REDIS_URL", redis.url());
    bridge = STAGE.bridge(STAGE.rails("ADAPTER", "redis", "REDIS_URL", redis.url()));
  }

  @ParameterizedTest
  @EnumSource
  void aBroadcastOfAnotherServerArrives(ClientTransport transport) {
    String id = TestBed.freshId();
    ListeningClient client = STAGE.add(transport.listen(bridge, id));
    new CommandClient(bridge, id)
        .subscribe("{\"channel\":\"ChatChannel\",\"room\":\"" + id + "\"}");
    client.hear("connected");
    other.broadcast(id, "\"from the other server\"");

    client.hear(
        "received", event -> event.path("message").asText().equals("from the other server"));
  }
}
