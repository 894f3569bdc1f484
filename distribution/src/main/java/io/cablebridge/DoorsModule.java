package io.cablebridge;

import dagger.Module;
import dagger.Provides;
import io.cablebridge.admin.ConsoleServer;
import io.cablebridge.config.BridgeConfig;
import io.cablebridge.http.EventsConfig;
import io.cablebridge.http.PublicServer;
import io.cablebridge.session.SessionRegistry;
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
        EventsConfig.defaults(),
        sessions,
        names,
        time,
        threads,
        scheduler,
        buffers,
        pages);
  }

  @Provides
  @Singleton
  static ConsoleServer console(BridgeConfig config, SessionRegistry sessions) {
    return new ConsoleServer(config.admin(), sessions::snapshot);
  }
}
