package io.cablebridge;

import dagger.BindsInstance;
import dagger.Component;
import io.cablebridge.admin.ConsoleServer;
import io.cablebridge.config.BridgeConfig;
import io.cablebridge.engine.Engine;
import io.cablebridge.engine.EngineModule;
import io.cablebridge.http.HttpModule;
import io.cablebridge.http.PublicServer;
import io.cablebridge.http.exchange.RequestCounters;
import io.cablebridge.monitoring.Limits;
import io.cablebridge.time.SystemTime;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * The Dagger component: every object that exists once per process. Each slice of the configuration
 * is one of them. The methods give {@link Bridge} the parts that it starts and stops.
 */
@Singleton
@Component(
    modules = {ProcessModule.class, EngineModule.class, HttpModule.class},
    dependencies = BridgeConfig.class)
interface BridgeComponent {

  SystemTime time();

  QueuedThreadPool threads();

  Scheduler scheduler();

  Engine engine();

  Limits limits();

  ConsoleServer console();

  PublicServer server();

  RequestCounters requestCounters();

  @Component.Factory
  interface Factory {
    /**
     * @param pages handlers that run before the session API, such as the demo's pages
     * @param reload reads the configuration again
     */
    BridgeComponent create(
        BridgeConfig config,
        @BindsInstance List<Handler> pages,
        @BindsInstance ConfigReloader reload);
  }
}
