package io.cablebridge;

import dagger.Module;
import dagger.Provides;
import io.cablebridge.config.BridgeConfig;
import io.cablebridge.health.HealthConfig;
import io.cablebridge.session.SessionConfig;
import io.cablebridge.stream.StreamConfig;
import io.cablebridge.stream.StreamNames;
import io.cablebridge.stream.StreamNamesConfig;
import io.cablebridge.upstream.cable.CableConfig;

/** Gives the engine its slices of the configuration. */
@Module
interface ConfigModule {

  @Provides
  static SessionConfig session(BridgeConfig config) {
    return config.session().withAtMost(OpenFiles.sessions());
  }

  @Provides
  static StreamConfig streams() {
    return StreamConfig.defaults();
  }

  @Provides
  static StreamNames streamNames() {
    return new StreamNames(StreamNamesConfig.defaults());
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
