package io.cablebridge;

import dagger.BindsInstance;
import dagger.Component;
import io.cablebridge.config.BridgeConfig;
import io.cablebridge.engine.EngineModule;
import io.cablebridge.http.HttpModule;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.jetty.server.Handler;

/** The Dagger component: every object that exists once per process. */
@Singleton
@Component(
    modules = {
      ConfigModule.class,
      JettyModule.class,
      EngineModule.class,
      HttpModule.class,
      ServerModule.class
    })
interface BridgeComponent {

  Bridge bridge();

  /** Creates the component. */
  @Component.Factory
  interface Factory {
    /**
     * @param pages handlers that run before the session API, such as the demo's pages
     * @param reload reads the configuration again
     */
    BridgeComponent create(
        @BindsInstance BridgeConfig config,
        @BindsInstance List<Handler> pages,
        @BindsInstance ConfigReloader reload);
  }
}
