package io.cablebridge;

import dagger.Module;
import dagger.Provides;
import io.cablebridge.admin.AdminConfig;
import io.cablebridge.admin.page.ProgramState;
import io.cablebridge.config.BridgeConfig;
import io.cablebridge.health.Readiness;
import io.cablebridge.http.PublicServer;
import io.cablebridge.session.Drain;
import io.cablebridge.session.SessionRegistry;
import io.cablebridge.stream.StreamBroker;
import io.cablebridge.stream.name.StreamResolver;
import io.cablebridge.time.Time;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.util.thread.ThreadPool;

/** The two doors into the engine: the public one and the operator's. */
@Module
interface DoorsModule {

  @Provides
  @Singleton
  static PublicServer publicServer(
      BridgeConfig config,
      SessionRegistry sessions,
      StreamResolver names,
      StreamBroker broker,
      Readiness readiness,
      Time time,
      ThreadPool threads,
      Scheduler scheduler,
      ByteBufferPool buffers,
      List<Handler> pages) {
    return new PublicServer(
        config.http(),
        config.sse(),
        config.poll(),
        config.command(),
        config.forwarding(),
        config.binding(),
        config.events(),
        config.jwt(),
        config.publish(),
        sessions,
        names,
        broker,
        readiness,
        time,
        threads,
        scheduler,
        buffers,
        pages);
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
        server.requests(),
        server.refusals(),
        reload::state,
        () -> reload.running().effective());
  }
}
