package io.cablebridge;

import dagger.Module;
import dagger.Provides;
import io.cablebridge.config.BridgeConfig;
import io.cablebridge.config.BrokerKind;
import io.cablebridge.health.HealthConfig;
import io.cablebridge.session.SessionConfig;
import io.cablebridge.stream.StreamConfig;
import io.cablebridge.stream.name.StreamResolver;
import io.cablebridge.stream.redis.RedisConfig;
import io.cablebridge.upstream.cable.CableConfig;
import java.util.Optional;

/** Gives the engine its slices of the configuration. */
@Module
interface ConfigModule {

  @Provides
  static SessionConfig session(BridgeConfig config) {
    return config.session().withAtMost(OpenFileLimit.sessions());
  }

  @Provides
  static StreamConfig streams(BridgeConfig config) {
    return config.history();
  }

  /** Empty where this process itself carries the streams. */
  @Provides
  static Optional<RedisConfig> redis(BridgeConfig config) {
    return config.broker() == BrokerKind.REDIS ? Optional.of(config.redis()) : Optional.empty();
  }

  @Provides
  static StreamResolver streamNames(BridgeConfig config) {
    return new StreamResolver(config.names());
  }

  @Provides
  static CableConfig upstream(BridgeConfig config) {
    return config.upstream();
  }

  @Provides
  static HealthConfig health(BridgeConfig config) {
    return config.health();
  }
}
