package io.cablebridge;

import dagger.Module;
import dagger.Provides;
import io.cablebridge.config.BridgeConfig;
import io.cablebridge.session.SessionConfig;
import io.cablebridge.upstream.cable.CableConfig;

/** Gives the engine its slices of the configuration. */
@Module
interface ConfigModule {

  @Provides
  static SessionConfig session(BridgeConfig config) {
    return config.session().withAtMost(OpenFiles.sessions());
  }

  @Provides
  static CableConfig upstream(BridgeConfig config) {
    return config.upstream();
  }
}
