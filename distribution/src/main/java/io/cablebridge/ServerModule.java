package io.cablebridge;

import dagger.Module;
import dagger.Provides;
import io.cablebridge.admin.AdminConfig;
import io.cablebridge.admin.page.ProgramState;
import io.cablebridge.config.BridgeConfig;
import io.cablebridge.http.PublicServer;
import io.cablebridge.http.anycable.AnyCableConfig;
import io.cablebridge.http.anycable.JwtConfig;
import io.cablebridge.http.publish.PublishConfig;
import io.cablebridge.http.request.BindingConfig;
import io.cablebridge.http.request.ForwardingConfig;
import io.cablebridge.http.request.HttpConfig;
import io.cablebridge.http.session.CommandConfig;
import io.cablebridge.http.session.PollConfig;
import io.cablebridge.http.sse.SseConfig;
import io.cablebridge.session.Drain;
import io.cablebridge.session.SessionRegistry;
import io.cablebridge.time.Time;
import jakarta.inject.Singleton;

/** Provides the configuration of the two servers, the public one and the console's. */
@Module
interface ServerModule {

  @Provides
  static HttpConfig http(BridgeConfig config) {
    return config.http();
  }

  @Provides
  static BindingConfig binding(BridgeConfig config) {
    return config.binding();
  }

  @Provides
  static ForwardingConfig forwarding(BridgeConfig config) {
    return config.forwarding();
  }

  @Provides
  static SseConfig sse(BridgeConfig config) {
    return config.sse();
  }

  @Provides
  static PollConfig poll(BridgeConfig config) {
    return config.poll();
  }

  @Provides
  static CommandConfig command(BridgeConfig config) {
    return config.command();
  }

  @Provides
  static AnyCableConfig events(BridgeConfig config) {
    return config.events();
  }

  @Provides
  static JwtConfig jwt(BridgeConfig config) {
    return config.jwt();
  }

  @Provides
  static PublishConfig publish(BridgeConfig config) {
    return config.publish();
  }

  @Provides
  @Singleton
  static Drain drain(BridgeConfig config, SessionRegistry sessions, Time time) {
    return new Drain(sessions, time, config.drainTimeout());
  }

  @Provides
  static AdminConfig admin(BridgeConfig config) {
    return config.admin();
  }

  @Provides
  @Singleton
  static ProgramState program(PublicServer server, ConfigReloader reload) {
    return new ProgramState(
        Version.text(),
        server.counters().requests(),
        server.counters().refusals(),
        reload::state,
        () -> reload.running().effective());
  }
}
