package io.cablebridge.http;

import dagger.Module;
import dagger.Provides;
import io.cablebridge.http.exchange.Reloadable;
import io.cablebridge.http.exchange.RequestCounters;
import io.cablebridge.http.exchange.UnfinishedRequests;
import io.cablebridge.http.request.HttpConfig;
import io.cablebridge.time.Time;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.util.thread.ThreadPool;

/** Provides the parts of the public server that have no {@code @Inject} constructor. */
@Module
public interface HttpModule {

  /**
   * The handlers of the public server in their order: counters, health, the pages of the demo if
   * there are any, and the API. All are non-blocking and the tree is static: otherwise Jetty would
   * pass every request to another thread.
   */
  @Provides
  static Handler.Sequence handlers(
      RequestCounters counters, ProbeHandler health, List<Handler> pages, BridgeHandler bridge) {
    List<Handler> tree = new ArrayList<>(List.of(counters, health));
    tree.addAll(pages);
    tree.add(bridge);
    return new Handler.Sequence(false, tree);
  }

  @Provides
  @Singleton
  static UnfinishedRequests unfinishedRequests(
      Reloadable<HttpConfig> config, RequestCounters counters, Time time) {
    return new UnfinishedRequests(() -> config.get().bodyTimeout(), counters, time);
  }

  @Provides
  @Singleton
  static Server server(
      ThreadPool threads,
      Scheduler scheduler,
      ByteBufferPool buffers,
      Handler.Sequence handlers,
      RequestCounters counters,
      UnfinishedRequests unfinished,
      JettyErrorHandler errors) {
    Server server = new Server(threads, scheduler, buffers);
    server.setHandler(handlers);
    server.setDynamic(false);
    server.setAttribute(RequestCounters.ATTRIBUTE, counters);
    server.setAttribute(UnfinishedRequests.ATTRIBUTE, unfinished);
    server.setErrorHandler(errors);
    return server;
  }
}
