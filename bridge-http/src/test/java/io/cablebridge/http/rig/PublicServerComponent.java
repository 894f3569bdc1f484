package io.cablebridge.http.rig;

import dagger.BindsInstance;
import dagger.Component;
import io.cablebridge.health.Readiness;
import io.cablebridge.http.HttpModule;
import io.cablebridge.http.PublicServer;
import io.cablebridge.http.exchange.RequestCounters;
import io.cablebridge.http.exchange.UnfinishedRequests;
import io.cablebridge.session.SessionRegistry;
import io.cablebridge.stream.StreamBroker;
import io.cablebridge.time.Time;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.util.thread.ThreadPool;

/** The production wiring of the public server, with the configuration of a {@link Plan}. */
@Singleton
@Component(modules = HttpModule.class, dependencies = Plan.class)
interface PublicServerComponent {

  PublicServer server();

  RequestCounters requestCounters();

  UnfinishedRequests unfinished();

  /** Creates the component. */
  @Component.Builder
  interface Builder {
    Builder plan(Plan plan);

    @BindsInstance
    Builder sessions(SessionRegistry sessions);

    @BindsInstance
    Builder broker(StreamBroker broker);

    @BindsInstance
    Builder readiness(Readiness readiness);

    @BindsInstance
    Builder time(Time time);

    @BindsInstance
    Builder threads(ThreadPool threads);

    @BindsInstance
    Builder scheduler(Scheduler scheduler);

    @BindsInstance
    Builder buffers(ByteBufferPool buffers);

    @BindsInstance
    Builder pages(List<Handler> pages);

    PublicServerComponent build();
  }
}
