package io.cablebridge.e2e;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Rails in production form: two servers that share a Redis, and a broadcast that comes from the
 * other one.
 */
@Needs({RealPart.RAILS, RealPart.REDIS})
final class RedisIT {

  @RegisterExtension static final Stage STAGE = new Stage();

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
  void aBroadcastOfAnotherServerArrives(Transport transport) {
    String id = Stage.freshId();
    Listening client = STAGE.add(transport.listen(bridge, id));
    new Commands(bridge, id).subscribe("{\"channel\":\"ChatChannel\",\"room\":\"" + id + "\"}");
    client.hear("connected");
    other.broadcast(id, "\"from the other server\"");

    client.hear(
        "received", event -> event.path("message").asText().equals("from the other server"));
  }
}
