package io.cablebridge;

import dagger.Module;
import dagger.Provides;
import io.cablebridge.config.BridgeConfig;
import io.cablebridge.config.BrokerConfig;
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
    return config.session().withAtMost(OpenFiles.sessions());
  }

  @Provides
  static StreamConfig streams(BridgeConfig config) {
    return config.history();
  }

  /** Empty where the process itself carries the streams. */
  @Provides
  static Optional<RedisConfig> redis(BridgeConfig config) {
    BrokerConfig broker = config.broker();
    return broker.kind() == BrokerConfig.Kind.MEMORY
        ? Optional.empty()
        : Optional.of(
            new RedisConfig(
                broker.redisUrl(),
                broker.channelPrefix(),
                broker.keyPrefix(),
                RedisConfig.defaults().timeout()));
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
