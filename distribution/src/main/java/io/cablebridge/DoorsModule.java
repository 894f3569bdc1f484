package io.cablebridge;

import dagger.Module;
import dagger.Provides;
import io.cablebridge.admin.Actions;
import io.cablebridge.admin.ConsoleServer;
import io.cablebridge.admin.Sources;
import io.cablebridge.config.BridgeConfig;
import io.cablebridge.health.Readiness;
import io.cablebridge.http.PublicServer;
import io.cablebridge.session.Drain;
import io.cablebridge.session.SessionRegistry;
import io.cablebridge.session.Totals;
import io.cablebridge.stream.StreamBroker;
import io.cablebridge.stream.StreamNames;
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
      StreamNames names,
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
  @Singleton
  static ConsoleServer console(
      BridgeConfig config,
      SessionRegistry sessions,
      Totals totals,
      Readiness readiness,
      StreamBroker broker,
      PublicServer door,
      Drain drain,
      Reload reload) {
    return new ConsoleServer(
        config.admin(),
        new Sources(
            Version.text(),
            sessions::snapshot,
            totals,
            readiness,
            broker::health,
            broker::snapshot,
            door.requests(),
            door.refusals(),
            drain::progress,
            reload::state),
        new Actions(session -> false, session -> false, drain::begin));
  }
}
